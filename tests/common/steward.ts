// The steward, driven by its IDL alone, and validators that do well or badly.
import assert from "node:assert/strict";
import type { Keypair, PublicKey, TransactionInstruction } from "@solana/web3.js";
import { withCredits } from "@truestake/localnet";
import {
  decodePriceHistory,
  instructions,
  markAddress,
  PROGRAM_ID,
  StakeStatus,
  stakeAddress,
  transientAddress,
} from "@truestake/sdk";
import idl from "../../artifacts/steward.json";
import type { Done, TestContext, TestPool, User } from ".";
import { SOL } from "./defaults";
import { plain, type TestEvent } from "./events";
import { type Accounts, type Arguments, ExampleProgram } from "./example";

export const STEWARD = new ExampleProgram(idl);

/** What a lamport of stake earns in an epoch before commission, in parts per million. */
export const REWARD_PPM = 400n;
/** Credits of a slot, of which each validator of the cluster has so many in the mean. */
export const CREDITS_PER_SLOT = 14n;
const [MILLION, BPS] = [1_000_000n, 10_000n];
/** Bytes of the list of members before its records, and of each. */
const [HEADER_BYTES, MEMBER_BYTES] = [96, 272];
/** Members that one transaction rates or assesses in the tests. */
const BATCH = 12;

export const POLICY = {
  min_bond: 10n * SOL,
  join_fee: SOL / 5n,
  least_debt: SOL / 100n,
  min_vote_balance: 0n,
  target_ratio: 1_000_000,
  floor_ratio: 400_000,
  max_members: 1_000,
  share: 4_000,
  commission_ceiling: 500,
  tolerance: 100,
  require_bls_key: 0,
};

export type Policy = typeof POLICY;

/** Bits of a member's gates, as the program has them. */
export const GATES = {
  closed: 1,
  commission: 2,
  debt: 4,
  coverage: 8,
  vetoed: 16,
  performance: 32,
  silent: 64,
  leaving: 128,
  lowPerformance: 256,
  blsKey: 512,
  balance: 1_024,
  unreadable: 2_048,
  unknown: 4_096,
};

/** What stands in a member's record; numbers as bigint. */
export interface Member {
  vote: PublicKey;
  owner: PublicKey;
  tokens: bigint;
  requested: bigint;
  debt: bigint;
  carried_lamports: bigint;
  counted: bigint;
  counted_step: bigint;
  counted_in_sum: bigint;
  vetoed_tokens: bigint;
  veto_until: bigint;
  joined_epoch: bigint;
  assessed_epoch: bigint;
  performance: number;
  gates: number;
  score: number;
  quality: number;
  quality_commission: number;
  pledge: number;
  status: number;
}

/** A validator, and what it does in each epoch. */
export class TestValidator {
  /** Credits that it has for each slot. */
  credits = CREDITS_PER_SLOT;
  /** What it takes of the rewards where that is not what its account says, in basis points. */
  taken: bigint | undefined;
  /** Place in the steward's list. */
  index = -1;

  constructor(
    readonly context: TestContext,
    readonly vote: PublicKey,
    readonly withdrawer: Keypair,
    readonly owner: User,
  ) {
    // The tests write its credits themselves.
    context.chain.setVoting(vote, false);
  }

  get data(): Buffer {
    return this.context.chain.account(this.vote)?.data ?? Buffer.alloc(0);
  }

  get isClosed(): boolean {
    return this.data.length === 0 || this.data.readUInt32LE(4) === 0;
  }

  get commission(): bigint {
    const { data } = this;
    return data.readUInt32LE(0) === 3 ? BigInt(data.readUInt16LE(132)) : BigInt(data.readUInt8(68)) * 100n;
  }

  setCommission(bps: number): void {
    this.write((data) => {
      if (data.readUInt32LE(0) === 3) data.writeUInt16LE(bps, 132);
      else data.writeUInt8(bps / 100, 68);
    });
  }

  /** Changes the vote account's bytes. */
  write(change: (data: Buffer) => void): void {
    const account = this.context.chain.account(this.vote) ?? assert.fail("it has a vote account");
    const data = Buffer.from(account.data);
    change(data);
    this.context.chain.setAccount(this.vote, { ...account, data });
  }

  /** Adds what it voted in an epoch, and its last vote. */
  addCredits(epoch: bigint, credits: bigint, slot: bigint): void {
    this.write((data) => Buffer.from(withCredits(data, epoch, credits, slot)).copy(data));
  }

  /** Its last vote is now. */
  voteNow(): void {
    const { chain } = this.context;
    this.addCredits(chain.epoch, 0n, chain.slot);
  }

  close(): void {
    this.context.chain.setAccount(this.vote, {
      ...(this.context.chain.account(this.vote) ?? assert.fail()),
      data: Buffer.alloc(3_762),
    });
  }
}

/** A pool's steward in a test. Its instructions are built, not sent; `other` replaces accounts. */
export class TestSteward {
  readonly address: PublicKey;
  readonly authority: PublicKey;
  readonly members: PublicKey;
  readonly vault: PublicKey;
  readonly validators: TestValidator[] = [];
  /** Whether keepers note each epoch. */
  notes = true;

  constructor(
    readonly context: TestContext,
    readonly pool: TestPool,
  ) {
    this.address = context.name(STEWARD.derive("steward", pool.pdas.pool), "steward");
    this.authority = context.name(STEWARD.derive("authority", this.address), "authority");
    this.members = context.name(STEWARD.derive("members", this.address), "members");
    this.vault = context.name(STEWARD.derive("vault", this.address), "vault");
  }

  // Instructions

  create(policy: Partial<Policy> = {}, other: Accounts = {}): TransactionInstruction {
    return this.instruction("create_steward", { policy: { ...POLICY, ...policy } }, other);
  }

  updatePolicy(policy: Partial<Policy>, other: Accounts = {}): TransactionInstruction {
    return this.instruction("update_policy", { policy: { ...POLICY, ...policy } }, other);
  }

  noteEpoch(other: Accounts = {}): TransactionInstruction {
    return this.instruction("note_epoch", {}, other);
  }

  join(
    validator: TestValidator,
    { index = this.count, pledge = 500, tokens = 100n * SOL } = {},
    other: Accounts = {},
  ): TransactionInstruction {
    const accounts = {
      withdrawer: validator.withdrawer.publicKey,
      source_owner: validator.owner.address,
      owner: validator.owner.address,
      source: validator.owner.tokens,
      ...this.of(validator),
    };
    return this.instruction("join", { index, pledge, tokens }, { ...accounts, ...other });
  }

  setPledge(validator: TestValidator, pledge: number, other: Accounts = {}): TransactionInstruction {
    const accounts = { owner: validator.owner.address, ...other };
    return this.instruction("set_pledge", { index: validator.index, pledge }, accounts);
  }

  deposit(validator: TestValidator, tokens: bigint, other: Accounts = {}): TransactionInstruction {
    const accounts = { source_owner: validator.owner.address, source: validator.owner.tokens, ...other };
    return this.instruction("deposit_bond", { index: validator.index, tokens }, accounts);
  }

  request(validator: TestValidator, tokens: bigint, leaves = false, other: Accounts = {}): TransactionInstruction {
    const accounts = { owner: validator.owner.address, ...this.of(validator), ...other };
    return this.instruction("request_withdrawal", { index: validator.index, tokens, leaves }, accounts);
  }

  withdraw(validator: TestValidator, other: Accounts = {}): TransactionInstruction {
    const accounts = { ...this.of(validator), destination: validator.owner.tokens, ...other };
    return this.instruction("withdraw_bond", {}, { rent_payer: this.context.payer.publicKey, ...accounts });
  }

  remove(validator: TestValidator, other: Accounts = {}): TransactionInstruction {
    const accounts = { rent_payer: this.context.payer.publicKey, ...this.of(validator), ...other };
    return this.instruction("remove_member", {}, accounts);
  }

  closeMembership({ vote }: TestValidator, other: Accounts = {}): TransactionInstruction {
    const accounts = { membership: this.membership(vote), rent_payer: this.context.payer.publicKey, ...other };
    return this.instruction("close_membership", {}, accounts);
  }

  list(validator: TestValidator, other: Accounts = {}): TransactionInstruction {
    const accounts = { ...this.of(validator), ...other };
    return this.instruction("list_validator", { index: validator.index }, accounts);
  }

  rate(validators: TestValidator[], other: Accounts = {}): TransactionInstruction {
    return this.withVotes(this.instruction("rate", { places: this.placesOf(validators) }, other), validators);
  }

  assess(validators: TestValidator[], other: Accounts = {}): TransactionInstruction {
    return this.withVotes(this.instruction("assess", { places: this.placesOf(validators) }, other), validators);
  }

  migrate(votes: PublicKey[], other: Accounts = {}): TransactionInstruction {
    const validators = votes.map((vote) => ({ index: this.placeInPool(vote), vote }));
    const instruction = this.instruction("migrate", { validators }, other);
    const keys = votes.map((vote) => ({ pubkey: this.membership(vote), isSigner: false, isWritable: false }));
    instruction.keys.push(...keys);
    return instruction;
  }

  cover(indexes: number[], other: Accounts = {}): TransactionInstruction {
    return this.instruction("cover", { indexes }, other);
  }

  veto(validator: TestValidator, reason = "it forks the chain", other: Accounts = {}): TransactionInstruction {
    return this.instruction("veto", { index: validator.index, reason }, other);
  }

  liftVeto(validator: TestValidator, other: Accounts = {}): TransactionInstruction {
    return this.instruction("lift_veto", { index: validator.index }, other);
  }

  // State

  get state(): Record<string, unknown> {
    const data = this.context.chain.account(this.address)?.data ?? assert.fail("the steward is there");
    return plain(STEWARD.coder.accounts.decode("Steward", data)) as Record<string, unknown>;
  }

  /** Places in the list, free ones included. */
  get count(): number {
    return this.context.chain.account(this.members)?.data.readUInt32LE(12) ?? assert.fail("the list is there");
  }

  member({ index }: { index: number }): Member {
    const data = this.context.chain.account(this.members)?.data ?? assert.fail("the list is there");
    const at = HEADER_BYTES + index * MEMBER_BYTES;
    return plain(STEWARD.coder.types.decode("Member", data.subarray(at, at + MEMBER_BYTES))) as Member;
  }

  membership(vote: PublicKey): PublicKey {
    return this.context.name(STEWARD.derive("membership", this.address, vote), "membership");
  }

  placeInPool(vote: PublicKey): number {
    const place = this.pool.list.records().findIndex((record) => record.vote.equals(vote));
    assert(place >= 0, "the pool lists it");
    return place;
  }

  /** Total and supply after the pool's last update. */
  lastPrice(): { total: bigint; supply: bigint } {
    const data = this.context.chain.account(this.pool.pdas.history)?.data ?? assert.fail("the history is there");
    const { count, entries } = decodePriceHistory(data);
    const last = entries.at(-1) ?? assert.fail(`${count} updates`);
    return { total: last.total, supply: last.supply };
  }

  isListed({ vote }: TestValidator): boolean {
    return this.pool.list.records().some((record) => record.vote.equals(vote));
  }

  record({ vote }: TestValidator) {
    return this.pool.list.record(this.placeInPool(vote));
  }

  /** Lamports of the pool with a validator. */
  stakeOf(validator: TestValidator): bigint {
    if (!this.isListed(validator)) return 0n;
    const { stakeLamports, transientLamports } = this.record(validator);
    return stakeLamports + transientLamports;
  }

  // What people do

  /** A validator with tokens, and with votes from now on. */
  newValidator(tokens = 200n * SOL, commission = 5): TestValidator {
    const { context, pool } = this;
    const number = this.validators.length;
    const withdrawer = context.keypair(`withdrawer ${number}`, 0n);
    const vote = context.chain.createVoteAccount({ commission, withdrawer: withdrawer.publicKey });
    context.name(vote, `vote ${number}`);
    const owner = pool.user(`operator ${number}`, 100_000n * SOL);
    if (tokens > 0n) pool.deposit(owner, tokens);
    const validator = new TestValidator(context, vote, withdrawer, owner);
    this.validators.push(validator);
    return validator;
  }

  /** Lets a validator join, and remembers its place. */
  admit(validator: TestValidator, options: { pledge?: number; tokens?: bigint } = {}): Done {
    const index = this.count;
    const done = this.done(this.join(validator, { index, ...options }), [
      validator.withdrawer,
      validator.owner.keypair,
    ]);
    validator.index = index;
    return done;
  }

  /** Makes the steward the pool's validator manager. */
  takeOver(holder = this.authority): void {
    const { pool } = this;
    const { admin } = pool.roles;
    const instruction = instructions.setRole({
      pool: pool.deployment,
      admin: admin.publicKey,
      role: "validatorManager",
      newHolder: holder,
    });
    this.context.done(instruction, [admin]);
    for (let updates = 0; updates < 5; updates++) this.nextEpoch();
  }

  done(instruction: TransactionInstruction | TransactionInstruction[], signers: Keypair[] = []): Done {
    return this.context.done(instruction, signers);
  }

  /** The steward's events in a transaction. */
  events({ logs }: { logs: string[] }): TestEvent[] {
    const lines = logs.filter((line) => line.startsWith("Program data: "));
    const decoded = lines.map((line) => STEWARD.coder.events.decode(line.slice("Program data: ".length)));
    return decoded.flatMap((event) =>
      event ? [{ name: event.name, data: plain(event.data) as Record<string, unknown> }] : [],
    );
  }

  // Time

  /** Ends the epoch: validators have voted, and their stake is paid what they leave of it. The pool is not updated yet. */
  endEpoch(): void {
    const { chain } = this.context;
    const ended = chain.epoch;
    chain.passEpochs(1);
    const slots = chain.slotsPerEpoch;
    const effective = chain.stakeHistory.get(ended)?.effective ?? assert.fail();
    chain.setEpochRewards({
      points: effective * CREDITS_PER_SLOT * slots,
      lamports: (effective * REWARD_PPM) / MILLION,
    });
    const rewards = this.validators.flatMap((validator) => {
      if (validator.isClosed) return [];
      const { credits, vote, taken = validator.commission } = validator;
      if (credits > 0n) {
        validator.addCredits(ended, credits * slots, chain.slot - 1n);
        validator.voteNow();
      }
      const partsPerMillion = (REWARD_PPM * credits * (BPS - taken)) / (CREDITS_PER_SLOT * BPS);
      return [{ vote, partsPerMillion }];
    });
    chain.payRewards(rewards);
    if (this.notes) this.done(this.noteEpoch());
  }

  /** The next epoch, with the pool updated. */
  nextEpoch(): void {
    this.endEpoch();
    this.pool.update();
  }

  pass(epochs: number): void {
    for (let passed = 0; passed < epochs; passed++) this.nextEpoch();
  }

  /** Members that the pool lists, by their places. */
  get listed(): TestValidator[] {
    const members = this.validators.filter(({ index }) => index >= 0);
    return members.filter((member) => this.isListed(member)).sort((a, b) => a.index - b.index);
  }

  inBatches(build: (batch: TestValidator[]) => TransactionInstruction): void {
    const { listed } = this;
    for (let at = 0; at < listed.length; at += BATCH) this.done(build(listed.slice(at, at + BATCH)));
  }

  /** What keepers do after the pool's update: assess, cover, list, rate. */
  crank(): void {
    this.inBatches((batch) => this.assess(batch));
    const owing = this.validators.filter((one) => one.index >= 0 && this.member(one).debt > 0n);
    if (owing.length > 0) this.done(this.cover(owing.map(({ index }) => index)));
    for (const validator of this.validators) {
      if (validator.index < 0 || this.isListed(validator)) continue;
      const { error } = this.context.send(this.list(validator));
      assert(error === undefined || error === "NotQualified", error);
    }
    this.rateAll();
  }

  rateAll(): void {
    this.inBatches((batch) => this.rate(batch));
  }

  /**
   * Burns a validator's whole bond: so much of its stake is lost by the next epoch, and what the bond could not pay of it `payer`
   * deposits. Then it has no bond and owes nothing.
   */
  burnOut(validator: TestValidator, payer: User, partsPerMillion = 10_000n): void {
    this.context.chain.slash(this.record(validator).stake, partsPerMillion);
    this.nextEpoch();
    this.done(this.assess([validator]));
    this.done(this.cover([validator.index]));
    const { tokens, debt } = this.member(validator);
    assert(tokens === 0n && debt > 0n, "the bond was too small for it");
    this.done(this.deposit(validator, debt, { source_owner: payer.address, source: payer.tokens }), [payer.keypair]);
    this.done(this.cover([validator.index]));
  }

  /** The moving part: stake goes where the scores say. */
  move(): void {
    this.beginMoving();
    this.pool.deactivateAll();
    this.pool.delegateAll();
  }

  /** The moving part of who would only take stake away: that of validators without a score. */
  drain(): void {
    const { pool, context } = this;
    this.beginMoving();
    for (const { index, score, stakeStatus } of pool.list.records()) {
      if (score === 0 && stakeStatus === StakeStatus.Delegated) context.send(pool.deactivateInstruction(index));
    }
  }

  private beginMoving(): void {
    this.pool.toMovingPart();
    for (const one of this.validators) if (one.credits > 0n && !one.isClosed) one.voteNow();
  }

  /** A whole epoch with all that keepers do. */
  live(epochs = 1): void {
    for (let passed = 0; passed < epochs; passed++) {
      this.nextEpoch();
      this.crank();
      this.move();
    }
  }

  private placesOf(validators: TestValidator[]): { member: number; validator: number }[] {
    return validators.map(({ index, vote }) => ({ member: index, validator: this.placeInPool(vote) }));
  }

  private withVotes(instruction: TransactionInstruction, validators: TestValidator[]): TransactionInstruction {
    instruction.keys.push(...validators.map(({ vote }) => ({ pubkey: vote, isSigner: false, isWritable: false })));
    return instruction;
  }

  private of({ vote }: TestValidator): Accounts {
    const { pdas } = this.pool;
    const [stake, transient, mark] = [stakeAddress(pdas, vote), transientAddress(pdas, vote), markAddress(pdas, vote)];
    return { vote, stake, transient, mark: this.context.name(mark, "mark"), membership: this.membership(vote) };
  }

  private instruction(name: string, args: Arguments, other: Accounts): TransactionInstruction {
    const { pool, validators, history, reserve, mint } = this.pool.deployment;
    return STEWARD.instruction(
      name,
      {
        payer: this.context.payer.publicKey,
        admin: this.pool.roles.admin.publicKey,
        steward: this.address,
        authority: this.authority,
        members: this.members,
        vault: this.vault,
        ...{ pool, validators, history, reserve, mint },
        pool_program: PROGRAM_ID,
        ...other,
      },
      args,
    );
  }
}
