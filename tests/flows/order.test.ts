// What the SDK takes for out of order is what update_validators changes, over lives in which outsiders only measure.
import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import { fetchSnapshot } from "@truestake/sdk";
import { fetchUntidy, isOnItsWay } from "@truestake/sdk/operators";
import fc from "fast-check";
import { fixture, SOL, TestContext, type TestPool, type User } from "../common";

const VALIDATORS = 3;

const step = fc.oneof(
  { weight: 4, arbitrary: fc.constant({ kind: "epoch" as const }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("deposit" as const), sol: fc.integer({ min: 1, max: 300 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("order" as const), sol: fc.integer({ min: 1, max: 100 }) }) },
  { weight: 3, arbitrary: fc.constant({ kind: "delegate" as const }) },
  { weight: 3, arbitrary: fc.constant({ kind: "deactivate" as const }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("score" as const),
      at: fc.nat(VALIDATORS - 1),
      score: fc.constantFrom(0, 100, 300),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("donate" as const),
      at: fc.nat(VALIDATORS - 1),
      transient: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("emergency" as const), at: fc.nat(VALIDATORS - 1) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("delinquent" as const), at: fc.nat(VALIDATORS - 1) }) },
);

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

class Life {
  private constructor(
    readonly context: TestContext,
    readonly pool: TestPool,
    readonly user: User,
  ) {}

  /** `elsewhere`: with other stake on the cluster, the pool's warms up and cools down over several epochs. */
  static begin(elsewhere: bigint | undefined): Life {
    const context = new TestContext(elsewhere ? { clusterStake: elsewhere } : {});
    const pool = context.createTestPool({ scores: Array(VALIDATORS).fill(100), maxMove: 10_000 });
    const user = pool.user();
    pool.deposit(user, 300n * SOL);
    return new Life(context, pool, user);
  }

  run(done: Step): void {
    const { context, pool, user } = this;
    const { chain } = context;
    switch (done.kind) {
      case "epoch":
        chain.passEpochs(1);
        pool.updateValidators(true);
        context.done(pool.updatePoolInstruction());
        return;
      case "deposit":
        pool.deposit(user, BigInt(done.sol) * SOL);
        return;
      case "order":
        context.send(pool.orderInstruction(user, BigInt(done.sol) * SOL), [user.keypair]);
        return;
      case "delegate":
        pool.delegateAll();
        return;
      case "deactivate":
        pool.deactivateAll();
        return;
      case "score":
        pool.setScore(done.at, done.score);
        return;
      case "donate":
        chain.donate(done.transient ? pool.transient(done.at) : pool.stake(done.at), SOL);
        return;
      case "emergency":
        pool.setScore(done.at, 0);
        context.send(pool.emergencyInstruction(done.at), [pool.roles.manager]);
        return;
      case "delinquent":
        this.deactivateDelinquent(done.at);
    }
  }

  /** Anybody may, with stake of a validator that does not vote. */
  private deactivateDelinquent(at: number): void {
    const { context, pool } = this;
    const { chain } = context;
    if (chain.stakeAccount(pool.stake(at))?.delegation?.deactivationEpoch !== 2n ** 64n - 1n) return;
    chain.setVoting(pool.vote(at), false);
    const reference = chain.createVoteAccount();
    for (let epoch = 0; epoch < 6; epoch++) {
      chain.passEpochs(1);
      pool.updateValidators(true);
      context.done(pool.updatePoolInstruction());
    }
    chain.deactivateDelinquent(pool.stake(at), pool.vote(at), reference);
    chain.setVoting(pool.vote(at), true);
  }

  private async unordered(all: boolean): Promise<number[]> {
    const { connection } = this.context.chain;
    const found = await fetchUntidy(connection, await fetchSnapshot(connection, this.pool.pdas), { all });
    return found.map(({ index }) => index);
  }

  /** All that `update_validators` could change of the books at one validator. */
  private books(at: number): unknown {
    const { reserveLamports, stakedLamports, coolingLamports } = this.pool.state;
    const { stakeLamports, transientLamports, stakeStatus, transientStatus } = this.pool.record(at);
    return [
      reserveLamports,
      stakedLamports,
      coolingLamports,
      stakeLamports,
      transientLamports,
      stakeStatus,
      transientStatus,
    ];
  }

  /** Puts everything in order, and compares who changed with who was said to. Returns how many. */
  async check(): Promise<number> {
    // What accounts hold over their books is no disorder: measuring alone books it.
    this.pool.updateValidators(true);
    const said = await this.unordered(true);
    const onItsWay = this.pool.list.records().filter(isOnItsWay);
    const expected = said.filter((index) => onItsWay.some((record) => record.index === index));
    assert.deepEqual(await this.unordered(false), expected);
    const changed = this.pool.list.records().filter(({ index }) => {
      const before = this.books(index);
      this.context.done(this.pool.updateValidatorsInstruction([index]));
      return !isDeepStrictEqual(before, this.books(index));
    });
    assert.deepEqual(
      said,
      changed.map(({ index }) => index),
    );
    assert.deepEqual(await this.unordered(true), [], "a second time there is nothing to do");
    return said.length;
  }
}

describe("stake accounts that are out of order", function () {
  this.timeout(600_000);

  for (const elsewhere of [undefined, 1_000n * SOL]) {
    const speed = elsewhere ? "slowly" : "in an epoch";
    it(`are those that an update changes, where stake moves ${speed}`, async () => {
      const begin = fixture(() => Life.begin(elsewhere));
      let found = 0;
      await fc.assert(
        fc.asyncProperty(
          fc.array(step, { minLength: 5, maxLength: 25 }),
          fc.integer({ min: 1, max: 5 }),
          async (steps, every) => {
            const life = begin();
            for (const [number, each] of steps.entries()) {
              life.run(each);
              if (number % every === 0) found += await life.check();
            }
            found += await life.check();
          },
        ),
        { numRuns: 40, seed: 5 },
      );
      assert(found > 15, `${found} were out of order`);
    });
  }
});
