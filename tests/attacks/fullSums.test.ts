// The limits that bind are added up, as shares and as lamports, and the sums failed where they passed 64 bits: 18.4 thousand million SOL. No
// pool has so much, but limits may add up to many times what it has. In one of 490 million SOL whose largest share is all of it, the
// level stood a million times too high ([fault-inflated-level]), the limits of 40 validators bound at once, and every look and every
// target failed from then on: no epoch had its update, nobody could order or leave.
//
// What is right: a sum that is too large is the largest there is, whether one honest change brings it or the level itself is wrong.
import assert from "node:assert/strict";
import { SOL, TestContext, type TestPool, U64_MAX, type User } from "../common";
import { FREE } from "./helpers";

const COUNT = 40;
const WHOLE = 490_000_000n * SOL;
const OTHERS = [...Array(COUNT).keys()].map((place) => place + 2);

/** Two with a cap of 1 SOL that hold nothing, one of which has nearly all scores, and 40 that share what there is. */
function begin(cap: bigint): { context: TestContext; pool: TestPool; user: User } {
  // With so much other stake all of it warms up at once.
  const context = new TestContext({ clusterStake: 8_000_000_000n * SOL });
  const pool = context.createTestPool({
    ...FREE,
    scores: [1_000_000, 1, ...OTHERS.map(() => 1)],
    maxValidatorShare: 10_000,
  });
  pool.setScores({ index: 0, cap: SOL }, { index: 1, cap: SOL });
  for (let at = 0; at < COUNT; at += 10) pool.setScores(...OTHERS.slice(at, at + 10).map((index) => ({ index, cap })));
  const [whale, user] = [pool.user("whale", WHOLE + SOL), pool.user("user")];
  pool.deposit(user, 10n * SOL);
  pool.deposit(whale, WHOLE);
  for (let epoch = 0; epoch < 3; epoch++) {
    pool.delegateAll();
    pool.nextEpoch();
  }
  return { context, pool, user };
}

/** All are looked at twice. */
function look({ context, pool }: ReturnType<typeof begin>): void {
  for (let at = 0; at < COUNT + 2; at += 6) {
    const indexes = [0, 1, ...OTHERS].slice(at, at + 6);
    context.done(pool.updateValidatorsInstruction(indexes));
    context.done(pool.updateValidatorsInstruction(indexes.reverse(), true));
  }
}

/** Looks, updates, orders and exits go on, and so does the manager. */
function goesOn(given: ReturnType<typeof begin>): void {
  const { pool, user } = given;
  for (let epoch = 0; epoch < 3; epoch++) {
    const ticket = pool.order(user, SOL);
    pool.deactivateAll();
    pool.nextEpoch();
    pool.settle();
    pool.claim(user.address, ticket);
    pool.withdrawStake(user, 3, 2n * SOL);
    look(given);
  }
  pool.setScore(2, 2);
  look(given);
}

describe("[fault-full-sums] limits that add up to more than 64 bits hold", function () {
  this.timeout(0);

  it("nothing up after the one with nearly all scores loses its own", () => {
    const given = begin(U64_MAX);
    given.pool.setScore(0, 0);
    look(given);
    goesOn(given);
  });

  for (const [what, cap] of [
    ["largest shares", U64_MAX],
    ["caps", WHOLE - SOL],
  ] as const) {
    it(`nothing up where the level is so high that all ${what} bind`, () => {
      const given = begin(cap);
      const { pool } = given;
      pool.inject(pool.pdas.validators, "ValidatorList", "level", U64_MAX);
      look(given);
      const { totalScore, clippedScore, clippedCaps, clippedShare } = pool.list;
      assert.equal(clippedScore, totalScore);
      assert(clippedCaps === U64_MAX || (WHOLE * clippedShare) / 10_000n > U64_MAX);
      goesOn(given);
    });
  }
});
