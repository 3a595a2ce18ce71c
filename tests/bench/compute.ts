import assert from "node:assert/strict";
import {
  ComputeBudgetProgram,
  Keypair,
  PublicKey,
  type Signer,
  type TransactionInstruction,
  TransactionMessage,
} from "@solana/web3.js";
import {
  instructions,
  liquidityAddresses,
  markAddress,
  stakeAddress,
  type TokenKind,
  transientAddress,
} from "@truestake/sdk";
import * as math from "@truestake/sdk/math";
import { type Provider, SOL, TestContext, type TestPool } from "../common";
import { createMetadata, METADATA, metadataProgram, TOKENS, updateMetadata } from "../common/tokenMetadata";
import { madeUntilFoundAtOnce, withNumberedKeys } from "./keys";

/** What the compute budget instruction in front of every measured one costs. */
const BUDGET_INSTRUCTION = 150;
const LARGEST_TRANSACTION = 1232;

/** What one run of an instruction cost. */
export interface Measure {
  instruction: string;
  what: string;
  accounts: number;
  units: number;
  /** What each of its calls took in the other program, where one transaction was measured. */
  calls?: number[];
}

/** Measures every instruction in a pool of `validators`, acting on the last of them. */
export function measure(validators: number): Measure[] {
  return withNumberedKeys(() => {
    const bench = new Bench(validators);
    bench.run();
    return bench.measures;
  });
}

class Bench {
  readonly measures: Measure[] = [];
  private readonly context = new TestContext({ programs: [metadataProgram()] });
  private readonly pool: TestPool;
  private readonly user: Provider;
  private readonly last: number;

  constructor(validators: number) {
    // Only the last validators get stake: the first ones are there to be in the way.
    const scores = Array.from({ length: validators }, (_, index) => Number(index >= validators - STAKED));
    this.pool = this.context.createTestPool({ scores, depositFee: 0, ticketFee: 0, rewardFee: 500 });
    this.pool.createLiquidity({ minFee: 0 });
    this.user = this.pool.provider("user", 1_000_000n * SOL);
    this.last = validators - 1;
  }

  run(): void {
    const { pool, user, last } = this;
    const staked = Array.from({ length: STAKED }, (_, index) => last - STAKED + 1 + index);
    this.add("deposit_sol", "no fee", pool.depositInstruction(user, 10_000n * SOL), [user.keypair]);
    for (const index of staked.slice(0, -1)) pool.delegate(index);
    this.add("delegate_reserve", "first stake of the validator", pool.delegateInstruction(last));
    pool.nextEpoch();
    pool.deposit(user, 10_000n * SOL);
    for (const index of staked.slice(0, -1)) pool.delegate(index);
    this.add("delegate_reserve", "beside active stake, new account", pool.delegateInstruction(last));
    this.add("get_price", "", instructions.getPrice({ pool: pool.deployment }));

    this.pool.chain.passEpochs(1);
    pool.updateValidators();
    this.add("update_pool", "nothing earned", pool.updatePoolInstruction());
    this.pool.chain.passEpochs(1);
    this.updates("at rest", staked);
    pool.updateValidators();
    this.pool.chain.payRewards(staked.map((index) => ({ vote: pool.vote(index), partsPerMillion: 500n })));
    this.pool.chain.passEpochs(1);
    this.updates("rewards", staked);
    pool.updateValidators();
    this.add("update_pool", "rewards: mints the fee", pool.updatePoolInstruction());

    this.order();
    this.add(
      "transfer_ticket",
      "",
      instructions.transferTicket({
        pool: pool.deployment,
        owner: user.address,
        ticket: pool.ticketAddress(1n),
        newOwner: user.address,
      }),
      [user.keypair],
    );
    this.add("cancel_ticket", "in the queue", pool.cancelInstruction(user, 1n), [user.keypair]);
    pool.toMovingPart();
    this.add("deactivate_stake", "a part", pool.deactivateInstruction(last));
    for (const index of staked.slice(0, -1)) pool.deactivate(index);
    this.add("cancel_ticket", "in the moving part", pool.cancelInstruction(user, ORDERS - 1n), [user.keypair]);
    pool.chain.passEpochs(1);
    this.updates("cooled down: withdrawn", staked);
    pool.update();
    this.add("settle_tickets", "1 ticket", pool.settleInstruction(1));
    this.add("settle_tickets", "1 cancelled", pool.settleInstruction(1));
    this.add("claim_ticket", "", pool.claimInstruction(user.address, 0n));

    this.add("set_score", "", pool.setScoreInstruction(last, 0), [pool.roles.manager]);
    const changes = staked.map((index) => ({ index, cap: 1_000_000n * SOL }));
    this.add("set_scores", `${STAKED} validators`, pool.setScoresInstruction(changes), [pool.roles.manager]);
    pool.toMovingPart();
    this.add("deactivate_stake", "all of it, at score 0", pool.deactivateInstruction(last));
    this.addValidator();
    this.joins(staked);
    this.governance();
    this.liquidity();
    this.stakeAccounts(staked);
    this.removal(last);
    this.tokenMetadata();
  }

  private governance(): void {
    const { pool, context } = this;
    const { admin, guardian } = pool.roles;
    const growth = instructions.growQueue({ pool: pool.deployment, payer: context.payer.publicKey });
    this.add("grow_queue", "", growth);
    const by = { pool: pool.deployment, admin: admin.publicKey };
    this.add("propose_config", "a fee rises", pool.proposeInstruction({ depositFee: 10 }), [admin]);
    pool.propose({ depositFee: 0 });
    this.add("propose_admin", "", instructions.proposeAdmin({ ...by, newAdmin: admin.publicKey }), [admin]);
    const acceptance = instructions.acceptAdmin({ pool: pool.deployment, pendingAdmin: admin.publicKey });
    this.add("accept_admin", "", acceptance, [admin]);
    const role = instructions.setRole({ ...by, role: "guardian", newHolder: guardian.publicKey });
    this.add("set_role", "", role, [admin]);
    this.add("pause", "", pool.pauseInstruction(1_000), [guardian]);
    const resumption = instructions.resume({ pool: pool.deployment, guardian: guardian.publicKey });
    this.add("resume", "", resumption, [guardian]);
    this.add("convert", "", instructions.convert({ pool: pool.deployment, conversion: "toTokens", amount: SOL }));
  }

  private liquidity(): void {
    const { pool, user, context } = this;
    const second = madeUntilFoundAtOnce(
      () => context.createTestPool(),
      ({ pdas }) => liquidityAddresses(pdas),
    );
    const what = "1,500 more for each bump below 255 of four";
    this.add("create_liquidity", what, second.createLiquidityInstruction(), [second.roles.admin]);
    this.add("set_liquidity_config", "", pool.setLiquidityInstruction({ maxFee: 200, minFee: 0 }), [pool.roles.admin]);
    pool.nextEpoch();
    this.add("add_liquidity", "", pool.addLiquidityInstruction(user, 50n * SOL), [user.keypair]);
    pool.sell(user, SOL); // The treasury's account and the liquidity pool's are no longer empty.
    this.add("liquid_unstake", "on the line, with the treasury's cut", pool.sellInstruction(user, 20n * SOL), [
      user.keypair,
    ]);
    this.add("remove_liquidity", "SOL and tokens", pool.removeLiquidityInstruction(user, 10n * SOL), [user.keypair]);
    this.add("deposit_sol", "from the liquidity and minted", pool.depositInstruction(user, 100n * SOL), [user.keypair]);
    pool.sell(user, SOL);
    this.add("deposit_sol", "all from the liquidity", pool.depositInstruction(user, SOL / 10n), [user.keypair]);
  }

  /** The address of the metadata is searched, by the program that keeps it too: the cheapest of some pools. */
  private tokenMetadata(): void {
    const { context } = this;
    const pools = Array.from({ length: 8 }, () => {
      const pool = context.createTestPool();
      pool.createLiquidity();
      return pool;
    });
    for (const [instruction, build] of [
      ["create_token_metadata", createMetadata],
      ["update_token_metadata", (pool: TestPool, token: TokenKind) => updateMetadata(pool, token, METADATA)],
    ] as const) {
      for (const token of TOKENS) {
        const measured = pools.map((pool) => {
          const sent = build(pool, token);
          const { units } = context.done(sent, [pool.roles.admin]);
          return { accounts: sent.keys.length, units: Number(units) - BUDGET_INSTRUCTION };
        });
        const cheapest = measured.reduce((best, one) => (one.units < best.units ? one : best));
        const what = `${token === "pool" ? "the pool token" : "shares"}; more for each bump below 255`;
        this.measures.push({ instruction, what, ...cheapest });
      }
    }
  }

  private stakeAccounts(staked: number[]): void {
    const { pool, user, context } = this;
    const index = staked[1] ?? 0;
    const stakes = [10n, 20n, 30n].map((sol) => context.stakeAccount(user.keypair, pool.vote(index), sol * SOL));
    pool.nextEpoch();
    const [first, second, third] = stakes as [PublicKey, PublicKey, PublicKey];
    this.add("deposit_stake_account", "no fee", pool.depositStakeInstruction(user, first, index), [user.keypair]);
    context.chain.setLamports(second, context.chain.balance(second) + SOL);
    const loose = pool.depositStakeInstruction(user, second, index);
    this.add("deposit_stake_account", "with loose lamports", loose, [user.keypair]);
    pool.injectPool("fees.now.deposit", 10n);
    const charged = pool.depositStakeInstruction(user, third, index);
    this.add("deposit_stake_account", "with a fee", charged, [user.keypair]);
    pool.injectPool("fees.now.deposit", 0n);
    const withdraw = (from: number, tokens: bigint) => () =>
      [pool.withdrawStakeInstruction(user, from, tokens), [user.keypair]] as const;
    this.addSearched("withdraw_stake_account", `a part; ${ONE_SEARCH}`, withdraw(index, 10n * SOL));
    pool.propose({ withdrawalFee: 0 });
    const other = staked[2] ?? 0;
    const whole = this.tokensForAll(other);
    this.addSearched("withdraw_stake_account", `all of it; ${ONE_SEARCH}`, withdraw(other, whole));
    const records = [pool.record(index)];
    this.add("check_backing", "1 validator", instructions.checkBacking({ pool: pool.deployment, validators: records }));
  }

  /** Tokens whose worth, less the fee, is all of a validator's stake. */
  private tokensForAll(index: number): bigint {
    const { pool } = this;
    const { delegation } = pool.chain.stakeAccount(pool.stake(index)) ?? assert.fail();
    const { earned, base, epoch, since } = pool.record(index).earning;
    const own = math.idleRate(earned, base * (epoch - since));
    const rate = Math.max(math.highestIdleRate(pool.state.idleRates), own);
    const net = (tokens: bigint): bigint => {
      const worth = math.lamportsFor(pool.books, tokens);
      return worth - math.ppbCeilOf(rate, worth);
    };
    assert(delegation);
    let tokens = math.tokensFor(pool.books, delegation.stake);
    // The fee is a thousandth at most here: tokens for the rest, until it is less than a token's worth.
    for (let step = 0; step < 9 && net(tokens) < delegation.stake; step++) {
      tokens += math.tokensFor(pool.books, delegation.stake - net(tokens)) + 1n;
    }
    while (net(tokens) > delegation.stake) tokens -= 1n;
    // Every run has the same price: at this one, some amount of tokens is worth all of the stake.
    assert.equal(net(tokens), delegation.stake);
    return tokens;
  }

  private removal(index: number): void {
    const { pool } = this;
    pool.setScore(index, 0);
    const { error } = this.context.send(pool.emergencyInstruction(index), [pool.roles.manager]);
    assert(error === undefined || error === "NothingToDeactivate");
    pool.nextEpoch();
    const other = index - 1;
    pool.setScore(other, 0);
    this.add("emergency_deactivate", "one account", pool.emergencyInstruction(other), [pool.roles.manager]);
    pool.addValidator(1);
    this.add("remove_validator", "the last is another", pool.removeValidatorInstruction(index));
  }

  /** Joining needs a transient account that has become active. */
  private joins(staked: number[]): void {
    const { pool, user } = this;
    pool.nextEpoch();
    pool.deposit(user, 10_000n * SOL);
    const index = staked[0] ?? 0;
    pool.delegate(index);
    pool.chain.passEpochs(1);
    this.add("update_validators", "1, transient stake joined", pool.updateValidatorsInstruction([index]));
  }

  /** The cost of one validator, of several, and so of one more. */
  private updates(what: string, staked: number[]): void {
    const { pool } = this;
    const measured = (count: number) => {
      const state = pool.chain.snapshot();
      const instruction = pool.updateValidatorsInstruction(staked.slice(0, count));
      const { units } = this.context.done(instruction);
      pool.chain.restore(state);
      return { units: Number(units) - BUDGET_INSTRUCTION, accounts: instruction.keys.length };
    };
    const [one, all] = [measured(1), measured(staked.length)];
    this.measures.push(
      { instruction: "update_validators", what: `1, ${what}`, ...one },
      {
        instruction: "update_validators",
        what: `each further, ${what}`,
        accounts: (all.accounts - one.accounts) / (staked.length - 1),
        units: Math.round((all.units - one.units) / (staked.length - 1)),
      },
    );
  }

  private order(): void {
    const { pool, user } = this;
    this.addSearched("order_unstake", ONE_SEARCH, () => [pool.orderInstruction(user, 100n * SOL), [user.keypair]]);
    for (let ordered = 0n; ordered < ORDERS; ordered++) pool.order(user, 100n * SOL);
  }

  private addValidator(): void {
    const { pool } = this;
    const vote = madeUntilFoundAtOnce(
      () => Keypair.generate(),
      ({ publicKey }) => [stakeAddress, transientAddress, markAddress].map((of) => of(pool.pdas, publicKey)),
    );
    const instruction = pool.addValidatorInstruction(pool.chain.createVoteAccount({ vote }), 1);
    const what = "1,500 more for each bump below 255 of three";
    const state = pool.chain.snapshot();
    this.add("add_validator", what, instruction, [pool.roles.manager]);
    pool.chain.restore(state);
  }

  /**
   * For an instruction that searches an address: the cheapest of some runs, each with another one, has found it at once. They
   * leave nothing behind.
   */
  private addSearched(
    instruction: string,
    what: string,
    build: () => readonly [sent: TransactionInstruction, signers: readonly Signer[]],
  ): void {
    const { chain } = this.context;
    const state = chain.snapshot();
    let cheapest = { accounts: 0, units: Number.POSITIVE_INFINITY, calls: [] as number[] };
    for (let run = 0; run < SEARCHES; run++) {
      const [sent, signers] = build();
      const { units: consumed, logs } = this.context.done(sent, [...signers]);
      const units = Number(consumed) - BUDGET_INSTRUCTION;
      if (units < cheapest.units) cheapest = { accounts: sent.keys.length, units, calls: unitsOfCalls(logs) };
      chain.restore(state);
    }
    this.measures.push({ instruction, what, ...cheapest });
  }

  private add(instruction: string, what: string, sent: TransactionInstruction, signers: Signer[] = []): void {
    const { units, logs } = this.context.done(sent, signers);
    const calls = unitsOfCalls(logs);
    this.measures.push({
      ...{ instruction, what, accounts: sent.keys.length },
      ...{ units: Number(units) - BUDGET_INSTRUCTION, calls },
    });
  }
}

/** What a builtin program takes, which does not log it. */
const BUILTIN = 150;

/** Units of the calls that a transaction's instructions made themselves, by its logs. */
function unitsOfCalls(logs: string[]): number[] {
  const calls: number[] = [];
  let depth = 0;
  for (const line of logs) {
    const [, invoked] = /^Program \w+ invoke \[(\d+)\]$/.exec(line) ?? [];
    const [, consumed] = /^Program \w+ consumed (\d+) of /.exec(line) ?? [];
    if (invoked) depth = Number(invoked);
    if (invoked === "2") calls.push(BUILTIN);
    if (consumed && depth === 2) calls[calls.length - 1] = Number(consumed);
    if (/^Program \w+ success$/.test(line)) depth -= 1;
  }
  return calls;
}

/** Validators with stake in the bench. */
const STAKED = 6;
const ORDERS = 8n;
/** Runs of an instruction that searches addresses: one of them is likely to find all of them at once. */
const SEARCHES = 16;
const ONE_SEARCH = "1,500 more for each bump below 255";

/** How many resting validators one `update_validators` transaction holds without a lookup table, by its bytes. */
export function restingValidatorsPerTransaction(): number {
  const context = new TestContext();
  const pool = context.createTestPool({ scores: [1] });
  pool.deposit(pool.user(), 100n * SOL);
  pool.delegate(0);
  const { ...record } = pool.record(0);
  for (let count = 1; ; count++) {
    const validators = Array.from({ length: count }, (_, index) => ({
      ...record,
      index,
      stake: PublicKey.unique(),
    }));
    const message = new TransactionMessage({
      payerKey: context.payer.publicKey,
      recentBlockhash: PublicKey.default.toBase58(),
      instructions: [
        ComputeBudgetProgram.setComputeUnitLimit({ units: 400_000 }),
        ComputeBudgetProgram.setComputeUnitPrice({ microLamports: 1 }),
        instructions.updateValidators({ pool: pool.deployment, validators }),
      ],
    }).compileToV0Message();
    if (bytesOf(() => message.serialize().length) + 65 > LARGEST_TRANSACTION) return count - 1;
    assert(count < 64, "a transaction ends somewhere");
  }
}

/** A message that does not fit its buffer is longer than any transaction. */
function bytesOf(serialize: () => number): number {
  try {
    return serialize();
  } catch (error) {
    if (error instanceof RangeError) return Number.POSITIVE_INFINITY;
    throw error;
  }
}

/** Ceilings, a little over what was measured last: instruction, and a part of what was measured. */
export const CEILINGS: { instruction: string; what?: string; units: number }[] = [
  { instruction: "deposit_sol", what: "no fee", units: 9_000 },
  { instruction: "deposit_sol", what: "all from the liquidity", units: 10_450 },
  // Tokens are moved and minted.
  { instruction: "deposit_sol", what: "from the liquidity and minted", units: 13_600 },
  { instruction: "order_unstake", units: 9_250 },
  { instruction: "claim_ticket", units: 2_250 },
  { instruction: "delegate_reserve", units: 36_650 },
  { instruction: "update_pool", units: 7_150 },
  { instruction: "update_validators", what: "each further, at rest", units: 1_250 },
  { instruction: "liquid_unstake", units: 12_300 },
  { instruction: "add_liquidity", units: 7_950 },
  { instruction: "remove_liquidity", units: 10_000 },
  { instruction: "deposit_stake_account", what: "no fee", units: 66_000 },
  { instruction: "deposit_stake_account", what: "with loose lamports", units: 66_000 },
  // Tokens are minted twice.
  { instruction: "deposit_stake_account", what: "with a fee", units: 67_850 },
  { instruction: "withdraw_stake_account", what: `a part; ${ONE_SEARCH}`, units: 56_750 },
  // The stake program alone takes 50,000 of it: an account emptied by a split would be closed (docs/adr/0001), so a new one
  // is initialized, the stake is moved, and both roles are handed over.
  { instruction: "withdraw_stake_account", what: `all of it; ${ONE_SEARCH}`, units: 67_750 },
];

/** The most bytes that the program may have. */
export const LARGEST_PROGRAM = 700_000;
