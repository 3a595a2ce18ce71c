import assert from "node:assert/strict";
import { Keypair, type PublicKey, type TransactionInstruction } from "@solana/web3.js";
import {
  decodeStakeAccount,
  markAddress,
  type PoolSnapshot,
  stakeAddress,
  TruestakeError,
  transientAddress,
} from "@truestake/sdk";
import type { StakeRules, ValidatorSituation } from "@truestake/sdk/quotes";
import { type Fields, fieldsOf, LIMITS, type Provider, placeOf, type TestContext, type TestPool } from "../common";
import type { Coverage } from "./coverage";
import { differences, expectedOf } from "./expected";
import { PROPERTIES } from "./properties";
import { Refusal } from "./reference/refusal";
import { requireRents } from "./reference/rentState";
import type { Told } from "./reference/users";
import { copyOf, rentFor, stakeRent, type World } from "./reference/world";
import type { State, Step } from "./state";

/** An instruction to send, and what the model says of it. */
export interface Plan {
  /** As the program names it. */
  name: string;
  instruction: TransactionInstruction;
  signers?: Keypair[];
  /** The user who does it. */
  user?: string;
  /** Users who pay for it or receive from it beside that one. */
  others?: (string | undefined)[];
  /** Changes the world as the program must; refuses as the program must. Returns what the event must say. */
  predict(world: World): Told | undefined;
  /** The SDK's own forecast, in the words of the event. */
  quote?(snapshot: PoolSnapshot): Told;
}

/** What the SDK cannot know of: what the caller has, and what they accept. */
const CALLERS = [
  "InsufficientLamports",
  "InsufficientTokens",
  "SlippageExceeded",
  "AccountOwnedByWrongProgram",
  "NotAdmin",
  "NotTicketOwner",
  "BalanceChanged",
  "NonceTaken",
  "System:AccountAlreadyInUse",
  "InsufficientFundsForRent",
];

/** A pool and everybody around it, on the chain and in the model. */
export class Life {
  readonly users: Record<string, Provider> = {};
  /** Those who may hold a role. */
  readonly staff: Record<string, Keypair> = {};
  readonly votes: Record<string, PublicKey> = {};
  /** Owners of treasuries by name. */
  readonly treasuries: Record<string, PublicKey> = {};
  /** Lamports sent to addresses that no update looks at while nothing is staked there. */
  astray = 0n;
  /** Commands during which the epoch's rewards are still being paid out. */
  payoutLeft = 0;
  state: State = {};
  private readonly accounts = new Map<string, PublicKey>();
  private readonly names = new Map<string, string>();
  private counter = 0;

  constructor(
    readonly context: TestContext,
    readonly pool: TestPool,
    public world: World,
    private readonly coverage: Coverage,
  ) {}

  /** What was there before the first command. */
  begin(): void {
    this.syncClock();
    this.look();
    assert.deepEqual(differences(expectedOf(this.world), this.state), [], "the accounts of a new pool");
  }

  get chain() {
    return this.context.chain;
  }

  /** Has an account looked at under a name from now on. */
  watch(name: string, address: PublicKey): PublicKey {
    // What was there under another name is gone.
    const old = this.names.get(address.toBase58());
    if (old !== undefined && old !== name) this.accounts.delete(old);
    this.accounts.set(name, address);
    return this.call(name, address);
  }

  /** Names an address where it is written. */
  call(name: string, address: PublicKey): PublicKey {
    this.names.set(address.toBase58(), name);
    return address;
  }

  address(name: string): PublicKey {
    return this.accounts.get(name) ?? assert.fail(`no account is called ${name}`);
  }

  user(name: string): Provider {
    return this.users[name] ?? assert.fail(`nobody is called ${name}`);
  }

  member(name: string): Keypair {
    return this.staff[name] ?? assert.fail(`nobody is called ${name}`);
  }

  /** A new name for something. */
  next(prefix: string): string {
    this.counter += 1;
    return `${prefix}${this.counter}`;
  }

  watchValidator(name: string, vote: PublicKey): void {
    const { pdas: pool } = this.pool;
    this.votes[name] = vote;
    this.call(`vote ${name}`, vote);
    this.watch(`stake ${name}`, stakeAddress(pool, vote));
    this.watch(`transient ${name}`, transientAddress(pool, vote));
    this.watch(`mark ${name}`, markAddress(pool, vote));
  }

  /** Address of a ticket; of nothing for one that was never ordered, or whose address another one has now. */
  ticket(sequence: bigint): PublicKey {
    return this.accounts.get(`ticket ${sequence}`) ?? Keypair.generate().publicKey;
  }

  /** Sends an instruction; the chain must do what the model says, and every property must hold. */
  perform(plan: Plan): Told | undefined {
    const { name, user, others = [], signers = [] } = plan;
    const users = [...new Set([user, ...others])].filter((one) => one !== undefined);
    const next = copyOf(this.world);
    const told = outcome(() => {
      const event = plan.predict(next);
      requireRents(this.world, next);
      return event;
    });
    const expected = told instanceof Refusal ? told.refusal : undefined;
    const quoted = plan.quote && expected !== "AccountOwnedByWrongProgram" ? this.quoted(plan.quote) : undefined;
    const sent = this.context.send(plan.instruction, signers);
    assert.equal(sent.error, expected, `${name}: ${sent.error}, not ${expected}\n${sent.logs.join("\n")}`);
    this.coverage.count(name, sent.error);
    if (!expected) this.world = next;
    const event = told instanceof Refusal ? undefined : told;
    for (const [field, value] of Object.entries(event ?? {})) {
      const answer = sent.events[0]?.data[field];
      assert.equal(typeof answer === "number" ? BigInt(answer) : answer, value, `${name} tells of ${field}`);
    }
    if (quoted && !CALLERS.includes(expected ?? "")) comparePrediction(name, quoted, event, quotedAs(expected));
    const touched = plan.instruction.keys.filter(({ isWritable }) => isWritable).map(({ pubkey }) => pubkey.toBase58());
    this.check({ name, user, users, error: sent.error, injected: 0n }, touched);
    return event;
  }

  /** Something happens that is no instruction of the pool; `tell` lets it happen in the model and says what came in. */
  happens(name: string, act: () => void, tell: (world: World) => bigint = () => 0n): void {
    act();
    this.syncClock();
    const injected = tell(this.world);
    this.check({ name, users: [], injected });
  }

  /** A command has been done: a payout of rewards that goes on comes closer to its end. */
  afterCommand(): void {
    if (this.payoutLeft === 0) return;
    this.payoutLeft -= 1;
    if (this.payoutLeft === 0) this.setPayout(0);
  }

  /** Has the epoch's rewards be paid out during the next commands. */
  setPayout(commands: number): void {
    this.payoutLeft = commands;
    const isActive = commands > 0;
    if (isActive === this.world.clock.rewardsActive) return;
    this.happens(
      isActive ? "rewards begin to be paid" : "rewards have been paid",
      () => this.chain.setRewardsActive(isActive),
      ({ clock }) => {
        clock.rewardsActive = isActive;
        return 0n;
      },
    );
  }

  /** Time is the chain's own. */
  syncClock(): void {
    const { slot, epoch, unixTime, slotsPerEpoch, stakeHistory } = this.chain;
    const { rewardsActive } = this.world.clock;
    this.world.clock = { slot, epoch, time: unixTime, rewardsActive, slotsPerEpoch };
    this.world.history = stakeHistory;
  }

  /** Looks at all accounts, or those at some addresses, and checks every property. */
  private check(step: Omit<Step, "before" | "after">, touched?: string[]): void {
    const before = this.state;
    this.look(touched);
    assert.deepEqual(differences(expectedOf(this.world), this.state), [], `the accounts after ${step.name}`);
    for (const [id, property] of Object.entries(PROPERTIES)) {
      try {
        property({ ...step, before, after: this.state });
      } catch (error) {
        throw new Error(`${id} after ${step.name}: ${(error as Error).message}`, { cause: error });
      }
    }
  }

  /** Reads accounts; none but those that a transaction may write to can have changed. */
  look(touched?: string[]): void {
    const names = touched ? touched.flatMap((address) => this.names.get(address) ?? []) : [...this.accounts.keys()];
    const state: Record<string, Fields> = { ...this.state, clock: this.clock() };
    for (const name of names) {
      const address = this.accounts.get(name);
      if (!address) continue;
      const fields = this.read(name, address);
      if (!fields) delete state[name];
      else if (!same(fields, state[name])) state[name] = fields;
    }
    this.state = state;
  }

  private clock(): Fields {
    const { slot, epoch, unixTime, slotsPerEpoch } = this.chain;
    const start = slot - (slot % slotsPerEpoch);
    const rewards = this.world.clock.rewardsActive ? 1n : 0n;
    const rent = this.chain.lamportsPerByte;
    return { slot, epoch, time: unixTime, rewards, start, end: start + slotsPerEpoch, rent };
  }

  private read(name: string, address: PublicKey): Fields | undefined {
    const account = this.chain.account(address);
    if (!account) return undefined;
    if (name === "history") return historyFields(account.lamports, account.data);
    const fields = fieldsOf(account);
    if (name.startsWith("given ")) {
      fields.withdrawer = decodeStakeAccount(address, account)?.withdrawer.toBase58() ?? "";
    }
    for (const [field, value] of Object.entries(fields)) {
      if (typeof value === "string") fields[field] = this.names.get(value) ?? value;
    }
    return fields;
  }

  private quoted(quote: (snapshot: PoolSnapshot) => Told): Told | TruestakeError {
    try {
      return quote(this.snapshot());
    } catch (error) {
      if (error instanceof TruestakeError) return error;
      throw error;
    }
  }

  /** What the SDK would fetch. */
  snapshot(): PoolSnapshot {
    const { pool, world, chain } = this;
    const { slot, epoch, time, rewardsActive, slotsPerEpoch } = world.clock;
    return {
      pool: pool.state,
      validators: pool.list,
      liquidity: world.books.liquidity ? pool.liquidity : undefined,
      liquidityBalance: chain.balance(pool.liquidityPdas.liquiditySol),
      clock: {
        slot,
        epoch,
        unixTimestamp: time,
        slotsInEpoch: slotsPerEpoch,
        epochStartSlot: epoch * slotsPerEpoch,
        rewardsActive,
      },
      mintSupply: pool.supply,
      reserveBalance: chain.balance(pool.pdas.reserve),
      reserveRent: rentFor(world, 0n),
      stakeRent: stakeRent(world),
      treasuryReceives: chain.account(pool.config.treasury) !== null,
    };
  }

  get stakeRules(): StakeRules {
    return { stakeHistory: new Map(this.chain.stakeHistory), minimumDelegation: this.world.minimumDelegation };
  }

  /** A validator as the SDK would fetch it. */
  situation(index: number): ValidatorSituation {
    const { chain } = this;
    const record = this.pool.record(index);
    const transient = this.pool.transient(index);
    const name = this.names.get(record.vote.toBase58())?.replace("vote ", "") ?? "";
    return {
      record,
      stake: decodeStakeAccount(record.stake, chain.account(record.stake)),
      transient: decodeStakeAccount(transient, chain.account(transient)),
      stakeBalance: chain.balance(record.stake),
      transientBalance: chain.balance(transient),
      voteOpen: this.world.votes[name]?.open === true,
    };
  }
}

/** The number of entries and the last of them, of 512: the others are what they were when they were the last. */
function historyFields(lamports: number, data: Buffer): Fields {
  const count = data.readBigUInt64LE(placeOf("PriceHistory", "count").offset);
  const fields: Fields = { lamports: BigInt(lamports), count };
  if (count === 0n) return fields;
  const place = (count - 1n) % BigInt(LIMITS.history);
  fields.place = place;
  const entry = placeOf("PriceHistory", `entries[${place}]`).offset;
  for (const name of ["epoch", "slot", "unix_time", "total", "supply", "gain_before_fee", "fee_tokens"]) {
    // An entry has no discriminator before its fields.
    fields[name] = data.readBigInt64LE(entry + placeOf("PriceEntry", name).offset - 8);
  }
  return fields;
}

function outcome(predict: () => Told | undefined): Told | Refusal | undefined {
  try {
    return predict();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

/** What the stake program refuses has no number of its own in the SDK. */
const quotedAs = (error?: string) => (error?.startsWith("Stake:") ? "StakeNotActive" : error);

/** P-16, as far as it is about states: the SDK says what the program does, to the lamport, and what it refuses with. */
function comparePrediction(name: string, quoted: Told | TruestakeError, told: Told | undefined, error?: string): void {
  if (quoted instanceof TruestakeError) {
    assert.equal(quoted.name, error, `P-16 after ${name}: the SDK's quote`);
    return;
  }
  assert.equal(error, undefined, `P-16 after ${name}: the SDK quotes what is refused`);
  for (const [field, value] of Object.entries(quoted)) {
    assert.equal(value, told?.[field], `P-16 after ${name}: the SDK's ${field}`);
  }
}

function same(a: Fields, b: Fields | undefined): boolean {
  if (!b) return false;
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
}
