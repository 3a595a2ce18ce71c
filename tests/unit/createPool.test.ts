import assert from "node:assert/strict";
import { Keypair, PublicKey, SystemProgram } from "@solana/web3.js";
import { deployment, instructions, type PoolConfig, PROGRAM_ID } from "@truestake/sdk";
import { addressesOf, DEFAULTS, fieldsOf, fixture, LIMITS, SOL, TestContext, UNWRITABLE } from "../common";

const POOL_BYTES = 1_064;
const LIST_BYTES = 128;

const given = fixture(() => ({ context: new TestContext() }));

describe("create_pool", () => {
  let context: TestContext;
  let creator: Keypair;
  let mint: Keypair;
  let config: PoolConfig;

  beforeEach(() => {
    ({ context } = given());
    creator = context.keypair("creator");
    mint = context.keypair("mint", 0n);
    const key = () => Keypair.generate().publicKey;
    config = {
      seedLamports: LIMITS.seed,
      admin: key(),
      validatorManager: key(),
      guardian: key(),
      treasury: key(),
      rewardFee: LIMITS.rewardFee,
      depositFee: LIMITS.depositFee,
      withdrawalFee: LIMITS.withdrawalFee,
      ticketFee: LIMITS.ticketFee,
      referralShare: 10_000,
      depositCap: DEFAULTS.depositCap,
      reserveBuffer: LIMITS.reserveBuffer,
      maxValidatorShare: 10_000,
      maxMove: 10_000,
      movingPart: LIMITS.movingPart.most,
    };
  });

  const create = (changed: Partial<PoolConfig> = {}) =>
    instructions.createPool({
      creator: creator.publicKey,
      pool: deployment({ mint: mint.publicKey }),
      config: { ...config, ...changed },
    });

  const refuses = (changed: Partial<PoolConfig>, error: string) =>
    context.refused(create(changed), [creator, mint], error);

  describe("when everything is within its limits", () => {
    it("creates every account, with the seed deposit locked at a price of 1", () => {
      const addresses = deployment({ mint: mint.publicKey });
      for (const [name, address] of Object.entries(addressesOf(addresses))) context.name(address, name);
      const { chain } = context;
      const { event, changes } = context.done(create({ seedLamports: 3n * SOL }), [creator, mint]);

      const rent = (bytes: number) => chain.rentFor(BigInt(bytes));
      const created = (name: string, kind: string, lamports: bigint) => ({
        [name]: [undefined, kind],
        [`${name}.lamports`]: [0n, lamports],
      });
      const rents = rent(82) + rent(POOL_BYTES) + rent(165) * 2n + rent(LIST_BYTES) + 2n * rent(10_240) + rent(0);
      const [before, after] = changes["creator.lamports"] ?? [];
      assert.deepEqual(changes, {
        "creator.lamports": [before, (before as bigint) - rents - 3n * SOL],
        ...created("mint", "account", rent(82)),
        ...created("pool", "Pool", rent(POOL_BYTES)),
        ...created("reserve", "11111111111111111111111111111111", rent(0) + 3n * SOL),
        ...created("escrow", "account", rent(165)),
        ...created("seed", "account", rent(165)),
        ...created("validators", "ValidatorList", rent(LIST_BYTES)),
        ...created("history", "PriceHistory", rent(10_240)),
        ...created("queue", "TicketQueue", rent(10_240)),
      });
      assert.equal(after, DEFAULTS.userLamports - rents - 3n * SOL);
      assert.deepEqual(event, {
        name: "PoolCreated",
        data: {
          pool: addresses.pool.toBase58(),
          mint: addresses.mint.toBase58(),
          admin: config.admin.toBase58(),
          before: { total: 0n, supply: 0n },
          after: { total: 3n * SOL, supply: 3n * SOL },
        },
      });

      const text = (key: PublicKey) => key.toBase58();
      const { lamports: _, bytes: __, ...pool } = fieldsOf(chain.account(addresses.pool));
      const bump = (...seeds: (string | PublicKey)[]) =>
        BigInt(
          PublicKey.findProgramAddressSync(
            seeds.map((seed) => (typeof seed === "string" ? Buffer.from(seed) : seed.toBuffer())),
            new PublicKey(instructions.getPrice({ pool: addresses }).programId),
          )[1],
        );
      assert.deepEqual(pool, {
        kind: "Pool",
        version: 1n,
        bump: bump("pool", addresses.mint),
        mint_authority_bump: bump("mint_authority", addresses.pool),
        stake_authority_bump: bump("stake_authority", addresses.pool),
        reserve_bump: bump("reserve", addresses.pool),
        escrow_bump: bump("escrow", addresses.pool),
        mint: text(addresses.mint),
        supply: 3n * SOL,
        reserve_lamports: 3n * SOL,
        staked_lamports: 0n,
        liquidity: text(PublicKey.default),
        release_lamports: 0n,
        release_start_slot: chain.slot,
        release_end_slot: (chain.epoch + 1n) * chain.slotsPerEpoch,
        pending_gain: 0n,
        pending_loss: 0n,
        last_update_epoch: chain.epoch,
        updates: 0n,
        mark_total: 3n * SOL,
        mark_supply: 3n * SOL,
        ...Object.fromEntries(Array.from({ length: 8 }, (_, place) => [`idle_rates[${place}]`, 0n])),
        earned_lamports: 0n,
        earning_lamport_epochs: 0n,
        next_ticket: 0n,
        next_settlement: 0n,
        queued_tokens: 0n,
        queued_lamports: 0n,
        queued_fees: 0n,
        queue_epoch: chain.epoch,
        recent_tokens: 0n,
        recent_lamports: 0n,
        recent_fees: 0n,
        late_lamports: 0n,
        waiting_lamports: 0n,
        cumulative_ordered_lamports: 0n,
        cumulative_passed_lamports: 0n,
        cooling_lamports: 0n,
        moved_epoch: 0n,
        moved_lamports: 0n,
        validator_count: 0n,
        stake_account_count: 0n,
        funded_rent: 0n,
        admin: text(config.admin),
        pending_admin: text(PublicKey.default),
        "validator_manager.now": text(config.validatorManager),
        "validator_manager.next": text(PublicKey.default),
        "validator_manager.from_update": 0n,
        guardian: text(config.guardian),
        treasury: text(config.treasury),
        mint_authority: text(addresses.mintAuthority),
        stake_authority: text(addresses.stakeAuthority),
        reserve: text(addresses.reserve),
        escrow: text(addresses.escrow),
        validators: text(addresses.validators),
        history: text(addresses.history),
        queue: text(addresses.queue),
        "fees.now.reward": 1_000n,
        "fees.now.deposit": 50n,
        "fees.now.withdrawal": 50n,
        "fees.now.ticket": 50n,
        "fees.now.referral_share": 10_000n,
        "fees.next.reward": 0n,
        "fees.next.deposit": 0n,
        "fees.next.withdrawal": 0n,
        "fees.next.ticket": 0n,
        "fees.next.referral_share": 0n,
        "fees.from_update": 0n,
        deposit_cap: DEFAULTS.depositCap,
        reserve_buffer: 2_000n,
        max_validator_share: 10_000n,
        max_move: 10_000n,
        moving_part: 5_000n,
        paused_until: 0n,
        pause_allowed_from: 0n,
        held_at_update: 3n * SOL,
        intake_epoch: 0n,
        busy_share: 0n,
        intake_uncapped: 0n,
        intake_capped: 0n,
        intake_lowest_cap: 0n,
        intake_lamports: 0n,
        stuck_lamports: 0n,
      });
    });

    it("[class-mint] makes a mint of 9 decimals that only the pool can mint and nobody can freeze", () => {
      context.done(create(), [creator, mint]);
      const { mintAuthority } = deployment({ mint: mint.publicKey });
      const data = context.chain.account(mint.publicKey)?.data;
      assert(data);
      assert.equal(data.readUInt32LE(0), 1);
      assert.equal(new PublicKey(data.subarray(4, 36)).toBase58(), mintAuthority.toBase58());
      assert.equal(data.readUInt8(44), 9);
      assert.equal(data.readUInt32LE(46), 0, "no freeze authority");
    });

    it("makes escrow and seed their own authorities, the seed's tokens locked", () => {
      context.done(create(), [creator, mint]);
      const { escrow, seed } = deployment({ mint: mint.publicKey });
      for (const [address, tokens] of [[escrow, 0n] as const, [seed, SOL] as const]) {
        const data = context.chain.account(address)?.data;
        assert(data);
        assert.equal(new PublicKey(data.subarray(32, 64)).toBase58(), address.toBase58());
        assert.equal(data.readBigUInt64LE(64), tokens);
      }
    });

    it("links list, history and queue to the pool", () => {
      context.done(create(), [creator, mint]);
      const { pool, validators, history, queue } = deployment({ mint: mint.publicKey });
      for (const address of [validators, history, queue]) {
        const { version, pool: of } = fieldsOf(context.chain.account(address));
        assert.deepEqual([version, of], [1n, pool.toBase58()]);
      }
    });

    it("takes one holder for all roles, who need not have an account yet", () => {
      const holder = Keypair.generate().publicKey;
      context.done(create({ admin: holder, validatorManager: holder, guardian: holder }), [creator, mint]);
    });

    it("leaves lamports that lay at the reserve's address to the first update", () => {
      const { reserve } = deployment({ mint: mint.publicKey });
      context.chain.donate(reserve, 5n * SOL);
      const { event } = context.done(create(), [creator, mint]);
      assert.deepEqual(event.data.after, { total: SOL, supply: SOL });
      assert.equal(context.chain.balance(reserve), 6n * SOL + context.chain.rentFor(0n));
    });
  });

  describe("when the seed deposit is below 1 SOL", () => {
    for (const seedLamports of [0n, 1n, LIMITS.seed - 1n]) {
      it(`refuses ${seedLamports} lamports`, () => refuses({ seedLamports }, "SeedTooSmall"));
    }
  });

  describe("when a role is missing", () => {
    for (const role of ["admin", "validatorManager", "guardian"] as const) {
      it(`refuses without ${role}`, () => refuses({ [role]: PublicKey.default }, "MissingRole"));
    }
  });

  describe("when a role's address could never sign", () => {
    const roles = ["admin", "validatorManager", "guardian"] as const;

    it("refuses an account of a program: a token account, another mint, the program itself", () => {
      const { mint: token, escrow } = context.createTestPool().pdas;
      for (const role of roles) {
        for (const holder of [token, escrow, PROGRAM_ID]) refuses({ [role]: holder }, "WrongRoleHolder");
      }
    });

    it("refuses a system account that has data, as a nonce account has", () => {
      const { publicKey } = Keypair.generate();
      const data = Buffer.alloc(80);
      const owner = SystemProgram.programId;
      context.chain.setAccount(publicKey, { lamports: 2_000_000, data, owner, executable: false });
      refuses({ guardian: publicKey }, "WrongRoleHolder");
    });

    it("refuses the new pool's own addresses, those of a liquidity pool to come too", () => {
      const { mintAuthority, stakeAuthority, reserve, liquidityPool } = deployment({ mint: mint.publicKey });
      const { liquiditySol } = liquidityPool;
      for (const role of roles) {
        for (const holder of [mintAuthority, stakeAuthority, reserve, liquiditySol]) {
          refuses({ [role]: holder }, "WrongRoleHolder");
        }
      }
    });
  });

  describe("when nobody can write to the treasury", () => {
    for (const [name, treasury] of Object.entries(UNWRITABLE)) {
      it(`[lesson-g] refuses ${name}: it would stop every update`, () => refuses({ treasury }, "ConstraintMut"));
    }
  });

  describe("when a ratio is out of range", () => {
    const cases: Partial<PoolConfig>[] = [
      { reserveBuffer: LIMITS.reserveBuffer + 1 },
      { maxValidatorShare: 0 },
      { maxValidatorShare: 10_001 },
      { maxMove: 10_001 },
      { maxMove: 65_535 },
      { movingPart: 0 },
      { movingPart: LIMITS.movingPart.least - 1 },
      { movingPart: LIMITS.movingPart.most + 1 },
    ];
    for (const changed of cases) {
      it(`refuses ${JSON.stringify(changed)}`, () => refuses(changed, "RatioOutOfRange"));
    }
  });

  describe("when a fee is over its ceiling", () => {
    const cases: Partial<PoolConfig>[] = [
      { rewardFee: LIMITS.rewardFee + 1 },
      { depositFee: LIMITS.depositFee + 1 },
      { withdrawalFee: LIMITS.withdrawalFee + 1 },
      { ticketFee: LIMITS.ticketFee + 1 },
      { referralShare: 10_001 },
    ];
    for (const changed of cases) it(`refuses ${JSON.stringify(changed)}`, () => refuses(changed, "FeeTooHigh"));
  });

  it("refuses while rewards are being paid out", () => {
    context.chain.setRewardsActive(true);
    refuses({}, "EpochRewardsActive");
  });

  it("refuses a creator who cannot pay", () => {
    refuses({ seedLamports: DEFAULTS.userLamports }, "System:ResultWithNegativeLamports");
  });

  describe("when the mint is taken", () => {
    it("refuses a second pool for it", () => {
      context.done(create(), [creator, mint]);
      context.refused(create(), [creator, mint], "System:AccountAlreadyInUse");
    });
  });

  it("refuses without the signature of the mint", () => {
    const instruction = create();
    for (const key of instruction.keys) if (key.pubkey.equals(mint.publicKey)) key.isSigner = false;
    context.refused(instruction, [creator], "AccountNotSigner");
  });
});
