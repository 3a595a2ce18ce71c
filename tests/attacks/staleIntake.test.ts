// What validators take of SOL that comes in was noted at an epoch's first look at each, and stayed so: where the manager took a score or
// lowered a cap afterwards, late SOL that found no place was asked for as if it did, and took rewards of the epoch in which it idled. Where a
// score or a cap was given, everybody paid for an epoch in which their SOL was at work. What a validator without a score had kept, and gave
// as a stake account, counted as kept still.
//
// What is right. The note follows what the manager sets and what holders take, and what is late pays by that.
import assert from "node:assert/strict";
import { SOL, type TestPool, U64_MAX } from "../common";
import { beginLateSol, beginLimited, leaveWith, takesNothing, tokensFor, toLastOpenSlot } from "./lateSol";

const POOL = { users: 899n * SOL, leavers: 100n * SOL, maxValidatorShare: 10_000, maxMove: 10_000 };
/** Ten validators with a tenth each, of which nobody's stake moves. */
const TEN = { users: 999n * SOL, scores: Array(10).fill(100), maxValidatorShare: 2_000, maxMove: 0 };
const BROUGHT = 1_000n * SOL;

/** What the pool has noted of who takes what. */
const intakeOf = ({ state }: TestPool) => [state.intakeUncapped, state.intakeCapped, state.intakeLamports] as const;

describe("[fault-stale-intake] what validators take", function () {
  this.timeout(0);

  it("falls with scores that are taken after the epoch's looks: late SOL takes no rewards", () => {
    takesNothing(BROUGHT, (amount) => {
      const life = beginLateSol({ users: 999n * SOL, maxMove: 100 });
      const { pool } = life;
      pool.delegateAll();
      life.next();
      pool.setScores({ index: 0, score: 0 }, { index: 1, score: 0 });
      assert.deepEqual(intakeOf(pool).slice(0, 2), [0, 0n]);
      toLastOpenSlot(life);
      if (amount > 0n) pool.deposit(life.thief, amount);
      return leaveWith(life, amount);
    });
  });

  it("falls with caps that are lowered after the epoch's looks: late SOL takes no rewards", () => {
    takesNothing(BROUGHT, (amount) => {
      const life = beginLimited({ ...POOL, scores: [100, 100] });
      const { pool } = life;
      pool.setScores({ index: 0, cap: 505n * SOL }, { index: 1, cap: 505n * SOL });
      // Both caps are under the largest share, which is all.
      assert.deepEqual(intakeOf(pool), [0, 0n, 1_010n * SOL]);
      toLastOpenSlot(life);
      if (amount > 0n) pool.deposit(life.thief, amount);
      pool.delegateAll();
      return leaveWith(life, amount);
    });
  });

  it("falls with a largest share that the admin lowers after the epoch's looks: late SOL takes no rewards", () => {
    takesNothing(BROUGHT, (amount) => {
      const life = beginLateSol(TEN);
      const { pool, thief } = life;
      pool.delegateAll();
      life.next();
      // A twentieth of twice as much is what each has.
      pool.propose({ maxValidatorShare: 500 });
      toLastOpenSlot(life);
      if (amount > 0n) pool.deposit(thief, amount);
      pool.delegateAll();
      return leaveWith(life, amount);
    });
  });

  it("knows who has more than a share that was lowered in an epoch before", () => {
    takesNothing(BROUGHT, (amount) => {
      const life = beginLateSol(TEN);
      const { pool, thief } = life;
      pool.delegateAll();
      pool.propose({ maxValidatorShare: 500 });
      life.next();
      assert.equal(intakeOf(pool)[0], 0);
      toLastOpenSlot(life);
      if (amount > 0n) pool.deposit(thief, amount);
      pool.delegateAll();
      return leaveWith(life, amount);
    });
  });

  it("rises where stake leaves a cap that was reached: what finds its place again pays nothing", () => {
    const { pool, leaver } = beginLimited({ ...POOL, scores: [100, 100], caps: [500n * SOL, 500n * SOL] });
    const tokens = tokensFor(pool, 20n * SOL);
    // Of the 1,004 SOL in the pool 954 stay, and the first one has 450.
    pool.withdrawStake(leaver, 0, 50n * SOL);
    const place = tokensFor(pool, 20n * SOL);
    assert(place > tokens, `${place} and ${tokens}`);
    pool.setScores({ index: 0, cap: U64_MAX });
    assert.equal(place, tokensFor(pool, 20n * SOL), "as much as where nothing is full");
  });

  it("rises with a score that is given back: nobody pays for an epoch in which their SOL is at work", () => {
    const { pool } = beginLateSol({ users: 999n * SOL });
    pool.delegateAll();
    const [before, tokens] = [intakeOf(pool), tokensFor(pool, SOL)];
    pool.setScores({ index: 0, score: 0 }, { index: 1, score: 0 });
    assert(tokensFor(pool, SOL) < tokens);
    pool.setScores({ index: 0, score: 100 }, { index: 1, score: 100 });
    assert.deepEqual(intakeOf(pool), before);
    assert.equal(tokensFor(pool, SOL), tokens);
  });

  it("rises with a cap that is taken away", () => {
    const { pool } = beginLimited({ ...POOL, scores: [100, 100], caps: [505n * SOL, 505n * SOL] });
    const tokens = tokensFor(pool, 100n * SOL);
    pool.setScores({ index: 0, cap: U64_MAX });
    // All that comes is within the first one's share.
    assert.deepEqual(intakeOf(pool).slice(0, 2), [1, 0n]);
    assert(tokensFor(pool, 100n * SOL) > tokens);
  });

  it("is without what a validator that takes nothing gives as a stake account", () => {
    const { pool, user, next } = beginLateSol({ users: 999n * SOL, scores: [100, 100, 100], maxMove: 0 });
    pool.delegateAll();
    pool.setScore(2, 0);
    next();
    const [before, stake] = [intakeOf(pool), pool.record(2).delegatedLamports];
    assert(before[2] >= stake, "it keeps what it has");
    const { event } = pool.withdrawStake(user, 2, 100n * SOL);
    assert.equal(before[2] - intakeOf(pool)[2], event.data.lamports);
    // One that takes up to its share does so still.
    pool.withdrawStake(user, 0, 100n * SOL);
    assert.deepEqual(intakeOf(pool)[0], before[0]);
  });

  it("is without a validator that leaves the list, and knows one that comes", () => {
    const { pool, next } = beginLateSol({ users: 999n * SOL, scores: [100, 100], maxMove: 10_000 });
    pool.delegateAll();
    pool.addValidator(0);
    next();
    const before = intakeOf(pool);
    pool.removeValidator(2);
    assert.deepEqual(intakeOf(pool), before, "it had nothing");
  });
});
