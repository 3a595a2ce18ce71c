// The program's interface, frozen: what is written here, integrators have in their programs. A change of a number here is
// a change of their interface; additions go at the end.
import assert from "node:assert/strict";
import idl from "../../artifacts/truestake.json";
import { discriminatorOf, placeOf, SOL, sizeOfType } from "../common";
import { stakedPool } from "./fixture";

/** Where each field begins in its account or record, without the discriminator, and their size. */
const LAYOUTS: Record<string, { bytes: number; fields: Record<string, number> }> = {
  Pool: {
    bytes: 1056,
    fields: {
      version: 0,
      bump: 1,
      mint_authority_bump: 2,
      stake_authority_bump: 3,
      reserve_bump: 4,
      escrow_bump: 5,
      _reserved_bytes: 6,
      mint: 8,
      supply: 40,
      reserve_lamports: 48,
      staked_lamports: 56,
      release_lamports: 64,
      release_start_slot: 72,
      release_end_slot: 80,
      pending_gain: 88,
      pending_loss: 96,
      last_update_epoch: 104,
      updates: 112,
      mark_total: 120,
      mark_supply: 128,
      idle_rates: 136,
      earned_lamports: 168,
      earning_lamport_epochs: 176,
      next_ticket: 184,
      next_settlement: 192,
      queued_tokens: 200,
      queued_lamports: 208,
      queued_fees: 216,
      queue_epoch: 224,
      recent_tokens: 232,
      recent_lamports: 240,
      recent_fees: 248,
      late_lamports: 256,
      waiting_lamports: 264,
      cumulative_ordered_lamports: 272,
      cumulative_passed_lamports: 280,
      cooling_lamports: 288,
      moved_epoch: 296,
      moved_lamports: 304,
      validator_count: 312,
      stake_account_count: 316,
      funded_rent: 320,
      admin: 328,
      pending_admin: 360,
      validator_manager: 392,
      guardian: 464,
      treasury: 496,
      mint_authority: 528,
      stake_authority: 560,
      reserve: 592,
      escrow: 624,
      validators: 656,
      history: 688,
      queue: 720,
      liquidity: 752,
      fees: 784,
      deposit_cap: 824,
      reserve_buffer: 832,
      max_validator_share: 834,
      max_move: 836,
      moving_part: 838,
      paused_until: 840,
      pause_allowed_from: 848,
      held_at_update: 856,
      intake_epoch: 864,
      busy_share: 872,
      intake_uncapped: 876,
      intake_capped: 880,
      intake_lowest_cap: 888,
      intake_lamports: 896,
      stuck_lamports: 904,
      _reserved: 912,
    },
  },
  Fees: {
    bytes: 16,
    fields: {
      reward: 0,
      deposit: 2,
      withdrawal: 4,
      ticket: 6,
      referral_share: 8,
      _reserved: 10,
    },
  },
  ScheduledFees: {
    bytes: 40,
    fields: {
      now: 0,
      next: 16,
      from_update: 32,
    },
  },
  ScheduledKey: {
    bytes: 72,
    fields: {
      now: 0,
      next: 32,
      from_update: 64,
    },
  },
  Ticket: {
    bytes: 248,
    fields: {
      version: 0,
      bump: 1,
      status: 2,
      late: 3,
      fee: 4,
      _reserved_ratio: 6,
      pool: 8,
      owner: 40,
      orderer: 72,
      nonce: 104,
      rent_payer: 112,
      sequence: 144,
      tokens: 152,
      ordered_lamports: 160,
      queue_start: 168,
      ordered_epoch: 176,
      ordered_slot: 184,
      claimable_lamports: 192,
      paid_lamports: 200,
      settled_epoch: 208,
      _reserved: 216,
    },
  },
  TicketQueue: {
    bytes: 72,
    fields: {
      version: 0,
      bump: 1,
      _reserved_bytes: 2,
      pool: 8,
      base: 40,
      _reserved: 48,
      tickets: 72,
    },
  },
  ValidatorList: {
    bytes: 120,
    fields: {
      version: 0,
      bump: 1,
      _reserved_bytes: 2,
      count: 4,
      pool: 8,
      total_score: 40,
      clipped_score: 48,
      clipped_caps: 56,
      updated_epoch: 64,
      updated_count: 72,
      top_score: 76,
      clipped_share: 80,
      level: 88,
      top_cap: 96,
      top_share_score: 104,
      _reserved_number: 108,
      lowered_epoch: 112,
      records: 120,
    },
  },
  ValidatorRecord: {
    bytes: 192,
    fields: {
      vote: 0,
      stake: 32,
      stake_lamports: 64,
      transient_lamports: 72,
      cooling_lamports: 80,
      delegated_lamports: 88,
      cap: 96,
      clipped_limit: 104,
      listed_epoch: 112,
      earning: 120,
      score: 168,
      stake_bump: 172,
      transient_bump: 173,
      stake_status: 174,
      transient_status: 175,
      keep: 176,
      clipped: 177,
      taking: 178,
      _reserved_bytes: 179,
      stuck_lamports: 184,
    },
  },
  Earning: {
    bytes: 48,
    fields: {
      since: 0,
      epoch: 8,
      base: 16,
      earned: 24,
      other: 32,
      lost: 40,
    },
  },
  ValidatorMark: {
    bytes: 104,
    fields: {
      version: 0,
      bump: 1,
      _reserved_bytes: 2,
      index: 4,
      pool: 8,
      vote: 40,
      rent_payer: 72,
    },
  },
  LiquidityPool: {
    bytes: 344,
    fields: {
      version: 0,
      bump: 1,
      sol_bump: 2,
      tokens_bump: 3,
      mint_bump: 4,
      _reserved_bytes: 5,
      pool: 8,
      sol: 40,
      tokens: 72,
      mint: 104,
      sol_lamports: 136,
      token_amount: 144,
      shares: 152,
      locked_shares: 160,
      fees: 168,
      cap: 208,
      cumulative_paid_lamports: 216,
      held_epoch: 224,
      held_recent: 232,
      held_earlier: 240,
      line_lamports: 248,
      line_slot: 256,
      _reserved: 264,
    },
  },
  LiquidityFees: {
    bytes: 16,
    fields: {
      target: 0,
      min: 8,
      max: 10,
      treasury_cut: 12,
      _reserved: 14,
    },
  },
  ScheduledLiquidityFees: {
    bytes: 40,
    fields: {
      now: 0,
      next: 16,
      from_update: 32,
    },
  },
  PriceHistory: {
    bytes: 28736,
    fields: {
      version: 0,
      bump: 1,
      _reserved_bytes: 2,
      pool: 8,
      count: 40,
      _reserved: 48,
      entries: 64,
    },
  },
  PriceEntry: {
    bytes: 56,
    fields: {
      epoch: 0,
      slot: 8,
      unix_time: 16,
      total: 24,
      supply: 32,
      gain_before_fee: 40,
      fee_tokens: 48,
    },
  },
};

const FIRST_ERROR = 6_000;

/** In the order of their numbers. */
const ERRORS = [
  "ZeroAmount",
  "ZeroResult",
  "DepositTooSmall",
  "TicketTooSmall",
  "SlippageExceeded",
  "DepositCapExceeded",
  "InsufficientLamports",
  "InsufficientTokens",
  "Overflow",
  "NoPrice",
  "PoolOutOfDate",
  "EpochRewardsActive",
  "ValidatorsOutOfDate",
  "Paused",
  "WrongDestination",
  "WrongMint",
  "WrongMintAuthority",
  "WrongStakeAuthority",
  "WrongReserve",
  "WrongEscrow",
  "WrongValidatorList",
  "WrongHistory",
  "WrongTreasury",
  "WrongTokenAccount",
  "WrongTokenOwner",
  "WrongReferrer",
  "WrongStakeAccount",
  "WrongTransientAccount",
  "WrongProgram",
  "WrongSysvar",
  "WrongStakeConfig",
  "WrongTicket",
  "WrongTicketOwner",
  "WrongAccountCount",
  "NotAdmin",
  "NotValidatorManager",
  "NotGuardian",
  "FeeTooHigh",
  "SeedTooSmall",
  "RatioOutOfRange",
  "MissingRole",
  "HistoryComplete",
  "ValidatorAlreadyListed",
  "ValidatorNotFound",
  "InvalidVoteAccount",
  "ScoreTooHigh",
  "ValidatorListFull",
  "AtTarget",
  "ReserveNeeded",
  "BelowMinimumDelegation",
  "MoveLimitReached",
  "TransientInUse",
  "StakeCoolingDown",
  "NothingToDeactivate",
  "TicketOutOfOrder",
  "TicketNotDue",
  "ReserveTooLow",
  "TicketNotQueued",
  "TicketNotSettled",
  "NotTicketOwner",
  "SupplyAboveBooks",
  "InvariantViolated",
  "UnexpectedStakeState",
  "NotPendingAdmin",
  "PauseTooSoon",
  "PauseOutOfRange",
  "NotPaused",
  "ValidatorStillScored",
  "ValidatorNotDrained",
  "NotLastInstruction",
  "StakeAddressTaken",
  "WrongLiquidityPool",
  "WrongLiquidityAccount",
  "InsufficientLiquidity",
  "LiquidityCapExceeded",
  "StakeLocked",
  "StakeNotActive",
  "NotStakeOwner",
  "WrongValidator",
  "ValidatorDraining",
  "NotEnoughStake",
  "NotBacked",
  "ValidatorCapExceeded",
  "OutsideMovingPart",
  "QueueFull",
  "WrongQueue",
  "HistoryIncomplete",
  "WrongRecipient",
  "WrongRoleHolder",
  "BalanceChanged",
  "ValidatorKept",
  "RentMissing",
  "NonceTaken",
  "WrongMark",
  "MetadataTooLong",
  "WrongMetadata",
  "MetadataExists",
];

/** First eight bytes of instructions, accounts and events. */
const DISCRIMINATORS = {
  instructions: {
    accept_admin: "702a2d5a74b50daa",
    add_liquidity: "b59d59438fb63448",
    add_validator: "fa7135368d75d7b9",
    cancel_ticket: "d81cf7cec3ab648f",
    check_backing: "bba1b26dbf09f110",
    claim_ticket: "7ae590a72a7110dc",
    convert: "7a50d4d05cc822a1",
    create_liquidity: "73a7d9ee6ede83d6",
    create_pool: "e992d18ecf6840bc",
    create_token_metadata: "dd50b02599bca044",
    deactivate_stake: "a59ee561a8dcbbe1",
    delegate_reserve: "af86dc3faca9f164",
    deposit_sol: "6c514e757d9b38c8",
    deposit_stake_account: "6e827329a466023b",
    emergency_deactivate: "3d90ba966a5b0b48",
    get_price: "ee26c16ae420d221",
    grow_history: "3b5e18ff73337693",
    grow_queue: "b8ceee6644b62c26",
    liquid_unstake: "1e1e77f0bfe30c10",
    order_unstake: "61a7906b75be8024",
    pause: "d316ddfb4a79c12f",
    propose_admin: "79d6c7d4572775ea",
    propose_config: "a3f7eea0ec8199a0",
    remove_liquidity: "5055d14818ceb16c",
    remove_validator: "1960d39ba10ea8bc",
    resume: "01a633aa7f208dce",
    set_liquidity_config: "2666a1c35d7f531b",
    set_role: "4d4e3ee9c03dc7be",
    set_score: "daa71979d0be0857",
    set_scores: "fbe24feaaf1bf595",
    settle_tickets: "deaa207a7455f30c",
    transfer_ticket: "bfb84aefa4acbc20",
    update_pool: "efd6aa4e24231e22",
    update_token_metadata: "f30608177eb5fb9e",
    update_validators: "d3427a7a796b946f",
    withdraw_stake_account: "d355b841b7b1e9d9",
  },
  accounts: {
    LiquidityPool: "42261140bc504481",
    Pool: "f19a6d0411b16dbc",
    PriceHistory: "26f128132ae45d98",
    Ticket: "29e418a54e5aebc8",
    TicketQueue: "d063bf9fc6749b9a",
    ValidatorList: "83b57d7f2e2428a7",
    ValidatorMark: "8e46fac573622a96",
  },
  events: {
    AdminAccepted: "ae0c4c8b9e636efe",
    AdminProposed: "81f9e2e3c7526ef3",
    ConfigProposed: "942217812da142c0",
    EmergencyDeactivated: "08a83e45a66cda5b",
    HistoryGrown: "fbc5aca1ce9e8bd1",
    LiquidUnstaked: "50292ce8b25fc542",
    LiquidityAdded: "9a1add6cee40d9a1",
    LiquidityConfigSet: "7d46dd5705d94d93",
    LiquidityCreated: "5d0ef59c200a1216",
    LiquidityRemoved: "e169d8277c74a9bd",
    PoolCreated: "ca2c295868dc9d52",
    PoolPaused: "e4da3e351dd39fec",
    PoolResumed: "3385c615f8d96e95",
    PoolUpdated: "da2bd2e77fd648f5",
    QueueGrown: "9eaaec7f2e4d3834",
    ReserveDelegated: "2e6892a037c1f5a3",
    RoleSet: "bc388b5172416cc4",
    ScoreSet: "f76bc650d3d2b3ee",
    ScoresSet: "8bf4b6887c11efef",
    SolDeposited: "6f491eb56f22c806",
    StakeAccountDeposited: "2a0e4243ab5d6e28",
    StakeAccountWithdrawn: "19e5087c3a45f719",
    StakeDeactivated: "ca5850ecf88166ec",
    TicketCancelled: "487a5bdebfbe78c1",
    TicketClaimed: "b6e99754fb24e858",
    TicketTransferred: "189a3d915f4f6d46",
    TicketsSettled: "b3e050270a698a3d",
    TokenMetadataCreated: "47d521f9f4e87ccc",
    TokenMetadataUpdated: "3d401655c2509a28",
    UnstakeOrdered: "a175c91683747ac4",
    ValidatorAdded: "431a2b193adb6330",
    ValidatorRemoved: "858c505307d14682",
    ValidatorsUpdated: "367812147e9cf052",
  },
} as const;

const CONSTANTS: Record<string, string> = {
  DECIMALS: "9",
  DEFAULT_IDLE_RATE_PPB: "1000000",
  ESCROW: "escrow",
  EXIT: "exit",
  FEE_RISE_UPDATES: "2",
  HISTORY: "history",
  HISTORY_LENGTH: "512",
  LIQUIDITY: "liquidity",
  LIQUIDITY_MINT: "liquidity_mint",
  LIQUIDITY_SOL: "liquidity_sol",
  LIQUIDITY_TOKENS: "liquidity_tokens",
  MANAGER_CHANGE_UPDATES: "5",
  MARK: "mark",
  MAX_DEPOSIT_FEE_BPS: "50",
  MAX_IDLE_RATE_PPB: "5000000",
  MAX_LIQUIDITY_FEE_BPS: "1000",
  MAX_MOVING_PART_BPS: "5000",
  MAX_NAME_BYTES: "32",
  MAX_PAUSE_SECONDS: "259200",
  MAX_RESERVE_BUFFER_BPS: "2000",
  MAX_REWARD_FEE_BPS: "1000",
  MAX_SCORE: "1000000",
  MAX_SYMBOL_BYTES: "10",
  MAX_TICKET_FEE_BPS: "50",
  MAX_TREASURY_CUT_BPS: "5000",
  MAX_URI_BYTES: "200",
  MAX_VALIDATORS: "40000",
  MAX_WITHDRAWAL_FEE_BPS: "50",
  MINIMUM_DEPOSIT_LAMPORTS: "10000",
  MINIMUM_LIQUIDITY_SEED_LAMPORTS: "1000000000",
  MINIMUM_LIQUIDITY_TARGET_LAMPORTS: "1000000000",
  MINIMUM_SEED_LAMPORTS: "1000000000",
  MINIMUM_TICKET_LAMPORTS: "1000000",
  MINT_AUTHORITY: "mint_authority",
  MIN_MOVING_PART_BPS: "100",
  MIN_PART_LAMPORTS: "1000000",
  PAUSE_INTERVAL_SECONDS: "86400",
  POOL: "pool",
  QUEUE: "queue",
  REBALANCE_TOLERANCE_BPS: "10",
  RESERVE: "reserve",
  SEED: "seed",
  STAKE: "stake",
  STAKE_ACCOUNT_BYTES: "200",
  STAKE_AUTHORITY: "stake_authority",
  TICKET: "ticket",
  TRANSIENT: "transient",
  VALIDATORS: "validators",
};

describe("[P-17] the program's interface", () => {
  for (const [name, { bytes, fields }] of Object.entries(LAYOUTS)) {
    describe(name, () => {
      const type = idl.types.find((each) => each.name === name)?.type as unknown as { fields: { name: string }[] };

      it("has its size", () => assert.equal(sizeOfType({ defined: { name } }), bytes));

      it("has its fields where they were", () => {
        const found = Object.fromEntries(
          type.fields.map((field) => [field.name, placeOf(name, field.name).offset - 8]),
        );
        assert.deepEqual(found, fields);
      });
    });
  }

  it("has its errors under their numbers", () => {
    const found = idl.errors.map(({ code, name }) => [code, name]);
    assert.deepEqual(
      found,
      ERRORS.map((name, index) => [FIRST_ERROR + index, name]),
    );
  });

  for (const kind of ["instructions", "accounts", "events"] as const) {
    it(`has the discriminators of its ${kind}`, () => {
      const found = idl[kind].map(({ name, discriminator }) => [name, Buffer.from(discriminator).toString("hex")]);
      assert.deepEqual(Object.fromEntries(found), DISCRIMINATORS[kind]);
    });

    it(`derives the discriminators of its ${kind} as Anchor does`, () => {
      const namespace = ({ instructions: "global", accounts: "account", events: "event" } as const)[kind];
      for (const [name, discriminator] of Object.entries(DISCRIMINATORS[kind])) {
        assert.equal(discriminatorOf(namespace, name), discriminator, name);
      }
    });
  }

  it("has its seeds and limits", () => {
    const text = (value: string) => (value.startsWith("[") ? Buffer.from(JSON.parse(value)).toString() : value);
    const found = idl.constants.map(({ name, value }) => [name, text(value)]);
    assert.deepEqual(Object.fromEntries(found), CONSTANTS);
  });
});

describe("accounts on the chain", () => {
  const given = stakedPool();

  it("lie in bytes as the interface says", () => {
    const { context, pool, user } = given();
    pool.order(user, 2n * SOL);
    const data = (address: typeof user.address) => context.chain.account(address)?.data ?? assert.fail();
    const at = (name: string, field: string) => 8 + (LAYOUTS[name]?.fields[field] ?? Number.NaN);

    const account = data(pool.pdas.pool);
    assert.equal(account.length, 8 + (LAYOUTS.Pool?.bytes ?? 0));
    assert.equal(account.subarray(0, 8).toString("hex"), DISCRIMINATORS.accounts.Pool);
    assert.equal(account.readUInt8(at("Pool", "version")), 1);
    assert(account.subarray(at("Pool", "mint")).subarray(0, 32).equals(pool.pdas.mint.toBuffer()));
    assert.equal(account.readBigUInt64LE(at("Pool", "supply")), 300n * SOL);
    assert.equal(account.readBigUInt64LE(at("Pool", "reserve_lamports")), 3n * SOL);
    assert.equal(account.readBigUInt64LE(at("Pool", "staked_lamports")), 297n * SOL);
    assert.equal(account.readBigUInt64LE(at("Pool", "last_update_epoch")), context.chain.epoch);
    assert.equal(account.readBigUInt64LE(at("Pool", "queued_tokens")), 2n * SOL);
    assert.equal(account.readUInt32LE(at("Pool", "validator_count")), 3);
    assert.equal(account.readUInt32LE(at("Pool", "stake_account_count")), 4, "two of each with a score");
    assert(
      account.subarray(at("Pool", "validator_manager")).subarray(0, 32).equals(pool.roles.manager.publicKey.toBuffer()),
    );
    assert.equal(account.readUInt16LE(at("Pool", "fees")), 500);
    assert.equal(account.readUInt16LE(at("Pool", "reserve_buffer")), 100);
    assert.equal(account.readUInt16LE(at("Pool", "moving_part")), 1_000);

    const list = data(pool.pdas.validators);
    const record = 8 + (LAYOUTS.ValidatorList?.bytes ?? 0);
    assert.equal(record, 128);
    assert.equal(list.length, record + 3 * (LAYOUTS.ValidatorRecord?.bytes ?? 0));
    assert.equal(list.subarray(0, 8).toString("hex"), DISCRIMINATORS.accounts.ValidatorList);
    assert.equal(list.readUInt32LE(at("ValidatorList", "count")), 3);
    assert.equal(list.readBigUInt64LE(at("ValidatorList", "total_score")), 300n);
    assert(list.subarray(record, record + 32).equals(pool.vote(0).toBuffer()));
    assert(list.subarray(record + 32, record + 64).equals(pool.stake(0).toBuffer()));
    assert.equal(list.readUInt32LE(record + 168), 200, "score");
    assert.equal(list.readUInt32LE(record + 192 + 168), 100, "score of the second");
    assert.equal(list.readBigUInt64LE(record + 120 + 8), context.chain.epoch, "last measured in");
    const mark = data(pool.mark(pool.vote(1)));
    assert.equal(mark.length, 8 + (LAYOUTS.ValidatorMark?.bytes ?? 0));
    assert.equal(mark.readUInt32LE(at("ValidatorMark", "index")), 1);
    assert(mark.subarray(at("ValidatorMark", "vote")).subarray(0, 32).equals(pool.vote(1).toBuffer()));

    const history = data(pool.pdas.history);
    assert.equal(history.length, 8 + (LAYOUTS.PriceHistory?.bytes ?? 0));
    assert.equal(history.subarray(0, 8).toString("hex"), DISCRIMINATORS.accounts.PriceHistory);
    assert.equal(history.readBigUInt64LE(at("PriceHistory", "count")), 1n);
    assert.equal(history.readBigUInt64LE(at("PriceHistory", "entries")), context.chain.epoch);
    const first = (field: string) => at("PriceHistory", "entries") + (LAYOUTS.PriceEntry?.fields[field] ?? Number.NaN);
    assert.equal(history.readBigInt64LE(first("unix_time")), context.chain.unixTime);
    assert.equal(history.readBigUInt64LE(first("total")), 300n * SOL);
    assert.equal(history.readBigUInt64LE(first("supply")), 300n * SOL);

    const queue = data(pool.pdas.queue);
    const address = pool.ticketAddress(0n);
    assert.equal(queue.length, 10_240);
    assert.equal(queue.subarray(0, 8).toString("hex"), DISCRIMINATORS.accounts.TicketQueue);
    assert(queue.subarray(at("TicketQueue", "tickets")).subarray(0, 32).equals(address.toBuffer()));

    const ticket = data(address);
    assert.equal(ticket.length, 8 + (LAYOUTS.Ticket?.bytes ?? 0));
    assert.equal(ticket.subarray(0, 8).toString("hex"), DISCRIMINATORS.accounts.Ticket);
    assert(ticket.subarray(at("Ticket", "owner")).subarray(0, 32).equals(user.address.toBuffer()));
    assert.equal(ticket.readBigUInt64LE(at("Ticket", "tokens")), 2n * SOL);
  });
});
