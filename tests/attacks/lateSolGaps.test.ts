// What late SOL still takes, and how little that is. The price of a deposit knows what validators took at the epoch's looks and what was
// set, deposited and withdrawn since; it does not know of what is below. Each is held to the size that docs/ATTACKS.md tells.
//
// What is right. Whoever comes too late to be staked in the epoch takes none of its rewards.
import assert from "node:assert/strict";
import { SOL, U64_MAX } from "../common";
import { beginLateSol, type LateSol, leaveWith, stakesOf, tokensFor, toLastOpenSlot } from "./lateSol";

/** What stake earns in an epoch, as `rewardsOf` pays it. */
const earnedBy = (lamports: bigint) => (lamports * 400n) / 1_000_000n;

/** What the users of such lives lack when somebody has come late with SOL. */
function lackedFor(brought: bigint, end: (amount: bigint) => ReturnType<typeof leaveWith>): bigint {
  return end(0n).users - end(brought).users;
}

function comesLate(life: LateSol, amount: bigint): ReturnType<typeof leaveWith> {
  toLastOpenSlot(life);
  if (amount > 0n) life.pool.deposit(life.thief, amount);
  life.pool.delegateAll();
  return leaveWith(life, amount);
}

describe("what late SOL takes still", function () {
  this.timeout(0);

  for (const reserveBuffer of [100, 1_000, 2_000]) {
    it(`[fault-filled-buffer] an epoch's rewards on what a buffer of ${reserveBuffer / 100} % lacks, at most`, () => {
      // A ticket of as much as the buffer, a part of 1,000 SOL, was paid from it.
      const buffer = (1_000n * SOL * BigInt(reserveBuffer)) / 10_000n;
      const lacked = lackedFor(buffer, (amount) => {
        const life = beginLateSol({ users: 999n * SOL, leavers: buffer, maxMove: 10_000, reserveBuffer });
        const { pool, leaver, next } = life;
        pool.delegateAll();
        next();
        const ticket = pool.order(leaver, pool.tokensOf(leaver.tokens));
        next();
        pool.settle();
        pool.claim(leaver.address, ticket);
        return comesLate(life, amount);
      });
      assert(lacked > 0n && lacked <= earnedBy(buffer), `${lacked}`);
    });
  }

  it("[fault-returned-stake] an epoch's rewards on stake that cooled down in the epoch in which it was delegated", () => {
    const life = beginLateSol({ users: 499n * SOL, maxMove: 10_000, maxValidatorShare: 10_000 });
    const { pool, user, context, next } = life;
    // The first one takes what the second one's cap leaves.
    pool.setScores({ index: 0, cap: U64_MAX }, { index: 1, cap: 1_000n * SOL });
    pool.delegateAll();
    next();
    pool.deposit(user, 500n * SOL);
    pool.delegateAll();
    pool.setScores({ index: 0, score: 0 });
    const [stayed = 0n] = stakesOf(life);
    pool.deactivateAll();
    context.done(pool.updateValidatorsInstruction());
    pool.delegateAll();
    const gone = stayed - (stakesOf(life)[0] ?? 0n);
    assert(gone > 200n * SOL, `${gone}`);
    const noted = tokensFor(pool, 500n * SOL);
    pool.injectPool("intake_lamports", pool.state.intakeLamports - gone);
    const over = noted - tokensFor(pool, 500n * SOL);
    assert(over > 0n && over <= earnedBy(gone), `${over}`);
  });

  it("[fault-emergency-busy] half of an epoch's rewards, after an emergency whose score is given back in the epoch", () => {
    const brought = 1_000n * SOL;
    const lackedAfter = (looks: number) =>
      lackedFor(brought, (amount) => {
        const life = beginLateSol({ users: 999n * SOL, scores: [100], maxMove: 10_000, maxValidatorShare: 10_000 });
        const { pool, context, next } = life;
        pool.delegateAll();
        next();
        pool.setScore(0, 0);
        pool.emergency(0);
        pool.setScore(0, 100);
        for (let look = 0; look < looks; look++) context.done(pool.updateValidatorsInstruction());
        return comesLate(life, amount);
      });
    // As much as the pool has: half of 0.4 SOL.
    const lacked = lackedAfter(0);
    assert(lacked > 0n && lacked <= earnedBy(brought) / 2n, `${lacked}`);
    assert(lackedAfter(1) <= 0n, "a look tells");
  });
});
