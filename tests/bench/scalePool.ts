// A pool with very many validators, in process, and its epoch update as the SDK plans it.
import assert from "node:assert/strict";
import {
  type AddressLookupTableAccount,
  PublicKey,
  type Signer,
  type TransactionInstruction,
  type VersionedTransaction,
} from "@solana/web3.js";
import type { InProcessChain, LandedTransaction } from "@truestake/localnet";
import {
  accountLocks,
  compile,
  fetchSnapshot,
  fits,
  instructions,
  isFresh,
  keypairWallet,
  transientAddress,
  usesTransient,
  type ValidatorRecord,
} from "@truestake/sdk";
import { type Bound, findLookupTables, keepLookupTables, planCranks } from "@truestake/sdk/operators";
import { type Provider, SOL, TestContext, type TestPool } from "../common";

/** What every validator gets with each round of delegation. */
const STAKE = 20n * SOL;
/** Where a vote account has its identity. */
const NODE = 4;

/** One transaction of an epoch update. */
export interface UpdateTransaction {
  validators: number;
  units: number;
  /** Signatures × 5,000 lamports. */
  fee: bigint;
  bytes: number;
  locks: number;
  /** Why it does not measure more validators. */
  bound: Bound | undefined;
}

/** A whole epoch update, as it ran. */
export interface EpochUpdate {
  transactions: UpdateTransaction[];
  gain: bigint;
}

/** A pool in process with as many validators as one likes; all stake is really delegated by the program. */
export class ScalePool {
  readonly context = new TestContext();
  readonly pool: TestPool;
  readonly user: Provider;
  tables: AddressLookupTableAccount[] = [];
  private readonly template: PublicKey;
  /** An account of the user's with the last validator but two, active from the first update on. */
  private stakeAccount: PublicKey | undefined;

  constructor() {
    this.pool = this.context.createTestPool({ depositFee: 0, ticketFee: 0, reserveBuffer: 0, maxMove: 10_000 });
    this.pool.createLiquidity();
    this.user = this.pool.provider("user", 100_000_000n * SOL);
    this.template = this.chain.createVoteAccount();
  }

  get chain(): InProcessChain {
    return this.context.chain;
  }

  get count(): number {
    return this.pool.votes.length;
  }

  private get wallet() {
    return keypairWallet(this.context.payer);
  }

  snapshot() {
    return fetchSnapshot(this.chain.connection, this.pool.pdas);
  }

  /** Sends a transaction with the tables; it has to go well. */
  run(sent: TransactionInstruction[], signers: Signer[] = []): { landed: LandedTransaction; bytes: number } {
    const transaction = this.compile(sent);
    transaction.sign([this.context.payer, ...signers]);
    const landed = this.chain.process(transaction);
    assert(!("rejected" in landed), "rejected" in landed ? landed.rejected : "");
    assert(!landed.err, `${JSON.stringify(landed.err)}\n${landed.logs.slice(-10).join("\n")}`);
    return { landed, bytes: transaction.serialize().length };
  }

  private compile(sent: TransactionInstruction[]): VersionedTransaction {
    return compile({
      payer: this.context.payer.publicKey,
      instructions: sent,
      blockhash: this.chain.newBlockhash().blockhash,
      budget: { units: 1_400_000, price: 1n },
      lookupTables: this.tables,
    });
  }

  /** Sends instructions, as many in a transaction as fit, but for at most `most`. */
  private runAll(all: TransactionInstruction[], most: number, signers: Signer[] = []): void {
    const { publicKey } = this.context.payer;
    for (let at = 0; at < all.length; ) {
      let part = all.slice(at, at + most);
      while (part.length > 1 && !fits(publicKey, part, this.tables)) part = part.slice(0, -1);
      this.run(part, signers);
      at += part.length;
    }
  }

  /**
   * Lists validators up to `count`, each by its own instruction. Their vote accounts are copies of one that the vote
   * program has made, with an identity of their own.
   */
  addValidators(count: number): void {
    const { manager } = this.pool.roles;
    const template = this.chain.account(this.template);
    assert(template, "the vote account exists");
    const votes = Array.from({ length: count - this.count }, () => {
      const vote = PublicKey.unique();
      const data = Buffer.from(template.data);
      PublicKey.unique().toBuffer().copy(data, NODE);
      this.chain.setAccount(vote, { ...template, data });
      return vote;
    });
    const add = votes.map((vote) => this.pool.addValidatorInstruction(vote, 1));
    this.runAll(add, 6, [manager]);
    assert.equal(this.pool.list.count, count);
    this.stakeAccount = this.context.stakeAccount(this.user.keypair, this.pool.vote(count - 3), STAKE);
  }

  /** Makes the tables, or extends them, by real transactions; returns what that took. */
  async keepTables() {
    // Here time stands still unless somebody moves it.
    const timer = setInterval(() => this.chain.advanceSlots(1n), 10);
    const { pool } = this.pool.pdas;
    try {
      const { connection } = this.chain;
      const session = { connection, wallet: this.wallet, deployment: this.pool.pdas, options: { pollEvery: 10 } };
      const kept = await keepLookupTables(session, { deadline: 600_000 });
      this.tables = await findLookupTables(this.chain.connection, { pool, authority: this.wallet.publicKey });
      return kept;
    } finally {
      clearInterval(timer);
    }
  }

  /** Deposits, and delegates to the first validators, or all, by the program; a second time the stake is transient. */
  delegateAll(count = this.count): void {
    const { pool } = this;
    for (let left = STAKE * BigInt(this.count); left > 0n; left -= 1_000_000n * SOL) {
      pool.deposit(this.user, left < 1_000_000n * SOL ? left : 1_000_000n * SOL);
    }
    // One look at the list: reading all of it for every validator would take as much memory again and again.
    const validators = pool.list.records().slice(0, count);
    const all = validators.map((validator) => instructions.delegateReserve({ pool: pool.deployment, validator }));
    // Each calls seven instructions, of the 64 that a transaction may have.
    this.runAll(all, 7);
  }

  /** Goes to the next epoch and pays every validator a reward. */
  nextEpoch(): void {
    this.chain.passEpochs(1);
    this.chain.payRewards(this.pool.votes.map((vote) => ({ vote, partsPerMillion: 500n })));
  }

  /** Lays lamports beside the stake of all accounts: the update has to withdraw from each. */
  addSurplus(): void {
    for (const record of this.pool.list.records()) {
      const stakes = [record.stake];
      if (usesTransient(record)) stakes.push(this.transient(record));
      for (const stake of stakes) this.chain.setLamports(stake, this.chain.balance(stake) + 1_000_000n);
    }
  }

  /** Runs the epoch update as the SDK plans it with the tables. */
  async update(): Promise<EpochUpdate> {
    const { publicKey: payer } = this.context.payer;
    const before = await this.snapshot();
    const plan = planCranks(before, { payer, lookupTables: this.tables });
    assert(plan.last, "the update is due");
    const transactions: UpdateTransaction[] = [];
    let measured = 0;
    for (const batch of [...plan.first, { ...plan.last, validators: undefined, bound: undefined }]) {
      const { landed, bytes } = this.run(batch.instructions);
      const validators = batch.validators ?? this.count - measured;
      measured += validators;
      transactions.push({
        validators,
        units: Number(landed.units),
        fee: landed.fee,
        bytes,
        // The compute budget's program too.
        locks: accountLocks(payer, batch.instructions) + 1,
        bound: batch.bound,
      });
    }
    const after = await this.snapshot();
    assert(isFresh(after), "the pool is up to date");
    return { transactions, gain: after.pool.stakedLamports - before.pool.stakedLamports };
  }

  /** Without a look at the list: at every validator that would read all of it again. */
  private transient({ vote, transientBump }: ValidatorRecord): PublicKey {
    return transientAddress(this.pool.pdas, vote, transientBump);
  }

  /** Every booked lamport against the accounts. */
  assertBooks(): void {
    let staked = 0n;
    for (const record of this.pool.list.records()) {
      const { index, stake, stakeLamports, transientLamports } = record;
      assert.equal(stakeLamports, this.chain.balance(stake), `stake ${index}`);
      if (transientLamports > 0n) assert.equal(transientLamports, this.chain.balance(this.transient(record)));
      staked += stakeLamports + transientLamports;
    }
    assert.equal(this.pool.state.stakedLamports, staked);
  }

  /** Units of what users and the manager do, at the last validator where one is acted on. */
  actions(): { what: string; units: number }[] {
    const { pool, user } = this;
    const { manager } = pool.roles;
    const last = this.count - 1;
    const measured: { what: string; units: number }[] = [];
    const act = (what: string, sent: TransactionInstruction, signers: Signer[] = []) => {
      measured.push({ what, units: Number(this.run([sent], signers).landed.units) });
    };
    act("get_price", instructions.getPrice({ pool: pool.deployment }));
    act("deposit_sol", pool.depositInstruction(user, 5n * SOL * BigInt(this.count)), [user.keypair]);
    act("delegate_reserve", pool.delegateInstruction(last));
    act("set_score", pool.setScoreInstruction(last, 0), [manager]);
    act("add_liquidity", pool.addLiquidityInstruction(user, 50n * SOL), [user.keypair]);
    act("liquid_unstake", pool.sellInstruction(user, 10n * SOL), [user.keypair]);
    act("remove_liquidity", pool.removeLiquidityInstruction(user, 10n * SOL), [user.keypair]);
    assert(this.stakeAccount, "there are validators");
    act("deposit_stake_account", pool.depositStakeInstruction(user, this.stakeAccount, last - 2), [user.keypair]);
    act("withdraw_stake_account", pool.withdrawStakeInstruction(user, last - 2, 2n * SOL), [user.keypair]);
    act("order_unstake", pool.orderInstruction(user, 10n * SOL), [user.keypair]);
    act("cancel_ticket", pool.cancelInstruction(user, pool.state.nextTicket - 1n), [user.keypair]);
    pool.setScore(last - 1, 0);
    pool.toMovingPart();
    act("deactivate_stake", pool.deactivateInstruction(last - 1));
    return measured;
  }
}

/** Sums over transactions. */
export function totals(transactions: UpdateTransaction[]) {
  const sum = (of: (transaction: UpdateTransaction) => number) =>
    transactions.reduce((total, transaction) => total + of(transaction), 0);
  return {
    transactions: transactions.length,
    units: sum(({ units }) => units),
    fee: transactions.reduce((total, { fee }) => total + fee, 0n),
    bytes: sum(({ bytes }) => bytes),
  };
}
