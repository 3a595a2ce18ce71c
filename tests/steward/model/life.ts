// A steward and everybody around it, on the chain and in the model.
import assert from "node:assert/strict";
import type { Keypair, TransactionInstruction } from "@solana/web3.js";
import { decodePriceHistory, managerOf, StakeStatus } from "@truestake/sdk";
import type { TestContext, TestPool, User } from "../../common";
import { GATES, TestSteward, TestValidator } from "../../common/steward";
import { Refusal } from "../../model/reference/refusal";
import { differences } from "./expected";
import type { Told } from "./instructions";
import { requireAllowed, requireInvariants } from "./invariants";
import { copyOf, type PoolFacts, type World } from "./world";

/** What is the same in all lives: where everything lies. */
export interface Ground {
  context: TestContext;
  pool: TestPool;
  holder: User;
  validators: TestValidator[];
}

/** An instruction to send, and what the model says of it. */
export interface Plan {
  /** As the program names it. */
  name: string;
  instruction: TransactionInstruction;
  signers?: Keypair[];
  /** Changes the world as the program must; refuses as the program must. Returns what the event must say. */
  predict(world: World): Told | Told[] | undefined;
}

/** How often an instruction succeeded, or was refused with what; under "gates", how often a rating found each. */
export type Counts = Record<string, Record<string, number>>;

export class Life {
  readonly steward: TestSteward;
  /** What they do in each epoch is theirs: fresh in each life. */
  readonly validators: TestValidator[];
  /** Epochs of a validator that were charged, from and up to: by validator and the epoch in which it joined. */
  private readonly charged = new Map<string, [since: bigint, epoch: bigint][]>();

  constructor(
    readonly ground: Ground,
    public world: World,
    private readonly counts: Counts,
  ) {
    const { context, pool, validators } = ground;
    this.steward = new TestSteward(context, pool);
    this.validators = validators.map(
      ({ vote, withdrawer, owner }) => new TestValidator(context, vote, withdrawer, owner),
    );
    this.steward.validators.push(...this.validators);
    this.syncPlaces();
  }

  get chain() {
    return this.ground.context.chain;
  }

  get pool(): TestPool {
    return this.ground.pool;
  }

  /** Nothing goes on by itself. */
  afterCommand(): void {}

  /** Sends an instruction; the chain must do what the model says, to the unit. True when it was done. */
  apply({ name, instruction, signers = [], predict }: Plan): boolean {
    const { context } = this.ground;
    this.lookAround();
    const next = copyOf(this.world);
    const told = outcome(() => predict(next));
    const counts = this.counts[name] ?? {};
    this.counts[name] = counts;
    const count = (outcome: string): void => {
      counts[outcome] = (counts[outcome] ?? 0) + 1;
    };
    if (told instanceof Refusal) {
      context.refused(instruction, signers, told.refusal);
      count(told.refusal);
      return false;
    }
    const before = this.world;
    const done = context.done(instruction, signers);
    count("done");
    this.world = next;
    const [event] = this.steward.events(done);
    const all = told === undefined ? [] : Array.isArray(told) ? told : [told];
    const data = Array.isArray(told) ? ((event?.data.members ?? []) as Told[]) : [(event?.data ?? {}) as Told];
    if (Array.isArray(told)) assert.equal(data.length, told.length, `${name} tells of as many`);
    for (const [at, fields] of all.entries()) {
      for (const [field, value] of Object.entries(fields)) {
        // What does nothing tells nothing.
        if (event) assert.equal(BigInt(data[at]?.[field] ?? -1), value, `${name} tells of ${field}`);
        else assert.equal(value === 0n || field === "debt", true, `${name} tells nothing of ${field}`);
      }
      if (name === "assess") this.noteCharge(fields);
    }
    this.syncPlaces();
    requireAllowed(name, done.changes);
    if (name === "withdraw_bond") this.requireFree(before);
    this.check(name);
    return true;
  }

  /** Counts the gates of a rating that was as the model says. */
  countGates(gates: number): void {
    const counts = this.counts.gates ?? {};
    this.counts.gates = counts;
    for (const [name, bit] of Object.entries(GATES)) if (gates & bit) counts[name] = (counts[name] ?? 0) + 1;
  }

  /** Something happens that is no instruction of the steward; `tell` lets it happen in the model. */
  happens(name: string, act: () => void, tell: (world: World) => void = () => undefined): void {
    act();
    tell(this.world);
    this.lookAround();
    this.check(name);
  }

  /** Takes in what is given: the clock, and what the pool's accounts say. */
  lookAround(): void {
    const { chain, pool, world } = this;
    world.cluster.slot = chain.slot;
    world.cluster.epoch = chain.epoch;
    const newest = [...chain.stakeHistory].at(-1);
    world.cluster.newest = newest && { epoch: newest[0], effective: newest[1].effective };
    world.pool = this.facts();
    world.supply = pool.supply;
    world.reserve = chain.balance(pool.pdas.reserve);
  }

  private facts(): PoolFacts {
    const { pool, steward } = this;
    const { state } = pool;
    const records = pool.list.records();
    const data = this.chain.account(pool.pdas.history)?.data ?? assert.fail("the history is there");
    return {
      isManaged: managerOf(state).equals(steward.authority),
      price: pool.books,
      held: state.reserveLamports + state.stakedLamports,
      queued: state.queuedLamports,
      recent: state.recentLamports,
      late: state.lateLamports,
      queueEpoch: state.queueEpoch,
      movingPart: BigInt(state.movingPart),
      buffer: BigInt(state.reserveBuffer),
      history: decodePriceHistory(data).entries.map(({ epoch, total, supply }) => ({ epoch, total, supply })),
      records: this.validators.map(({ vote }) => {
        const record = records.find((one) => one.vote.equals(vote));
        if (!record) return undefined;
        const { stakeLamports, transientLamports, coolingLamports, listedEpoch, earning, score, cap, keep } = record;
        const statuses = [record.stakeStatus, record.transientStatus];
        return {
          index: record.index,
          stake: stakeLamports,
          transient: transientLamports,
          cooling: coolingLamports,
          isIdle: statuses.every((status) => status <= StakeStatus.Idle),
          listed: listedEpoch,
          earning: { ...earning },
          score: BigInt(score),
          cap,
          keep: Boolean(keep),
        };
      }),
    };
  }

  /** Every account is as the model says, and the invariants hold. */
  check(name: string): void {
    const found = this.facts();
    assert.deepEqual(differences(this), [], `the accounts after ${name}`);
    const scores = (records: PoolFacts["records"]) =>
      records.map((record) => record && { score: record.score, cap: record.cap, keep: record.keep });
    // A validator that has just been listed is there with what the event said.
    if (name !== "list_validator") {
      assert.deepEqual(scores(found.records), scores(this.world.pool.records), `scores after ${name}`);
    }
    requireInvariants(this);
  }

  private syncPlaces(): void {
    for (const [number, validator] of this.validators.entries()) {
      validator.index = this.world.members.findIndex((member) => member?.validator === number);
    }
  }

  /** Nobody is charged twice: the epochs of what is charged do not overlap. */
  private noteCharge({ index = 0n, since = 0n, epoch = 0n, commission = 0n, uptime = 0n }: Told): void {
    if (commission + uptime === 0n) return;
    const member = this.world.members[Number(index)] ?? assert.fail();
    const key = `${member.validator} ${member.joined}`;
    const before = this.charged.get(key) ?? [];
    for (const [from, until] of before) assert(since >= until || epoch <= from, `${key} is charged twice for ${since}`);
    assert(since >= member.joined, "charged for what was before it joined");
    this.charged.set(key, [...before, [since, epoch]]);
  }

  /** Nothing is paid out while anything is owed. */
  private requireFree({ members }: World): void {
    const paid = members.filter((member, place) => member && member.tokens !== this.world.members[place]?.tokens);
    assert.equal(paid.length, 1, "one is paid");
    assert.equal(paid[0]?.debt, 0n, "paid while owing");
  }
}

function outcome<T>(predict: () => T): T | Refusal {
  try {
    return predict();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}
