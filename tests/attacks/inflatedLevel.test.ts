// The level of limits is a part of what all scores would get, and divided by their sum. Where one left that had much of it and took little,
// since its limit binds, it stood far too high for the rest: anybody's next look found the limits of all others to bind, every target was
// cut in proportion to its limit, not to its score, and rebalancing took 30 % of a pool down. The manager had done nothing but take a
// score away from a validator that holds nothing.
//
// What is right. Six validators, a largest share of 60 %, 1,000 SOL and what they earned. Two that may have no more than the least
// delegation, which is more with its rent, hold nothing, with 990,000 of 1,000,000 scores; the others have 5, 3, 1 and 1 of ten parts of
// the rest, and of the stake. That is so without the first one, too: nothing moves. Where it holds something, that is what moves. No
// rewards come meanwhile: they would bring the second one over its cap, and that would move.
import assert from "node:assert/strict";
import { MINIMUM_DELEGATION, SOL } from "../common";
import { beginLimited, type LateSol, rebalanceAfter, stakesOf } from "./lateSol";

const POOL = { users: 999n * SOL, maxValidatorShare: 6_000 };
const OTHERS = [5_000, 3_000, 1_000, 1_000];

/** What moves after the first validator has lost its score, with two looks at all of them in the first epoch. */
function lose(life: LateSol): bigint[] {
  life.pool.setScore(0, 0);
  return rebalanceAfter(life, 2);
}

for (const maxMove of [1_000, 10_000]) {
  describe(`[fault-inflated-level] a limit that binds and loses its score, where ${maxMove / 100} % may move`, function () {
    this.timeout(0);

    it("moves nothing, where its validator holds nothing", () => {
      const caps = [MINIMUM_DELEGATION, MINIMUM_DELEGATION];
      const life = beginLimited({ ...POOL, scores: [900_000, 90_000, ...OTHERS], caps, maxMove });
      const [first, second, ...others] = stakesOf(life);
      assert.deepEqual([first, second], [0n, 0n]);
      assert(others.every((stake, at) => stake > 99n * SOL * BigInt((OTHERS[at] ?? 0) / 1_000)));
      assert.deepEqual(lose(life), [0n, 0n, 0n, 0n]);
    });

    it("moves what its validator holds, where that is something", () => {
      const life = beginLimited({
        ...POOL,
        scores: [90_000, 10_000, ...OTHERS],
        caps: [20n * SOL, 20n * SOL],
        maxMove,
      });
      // All of it but the rent of its two accounts.
      const delegated = life.pool.record(0).delegatedLamports;
      assert(delegated >= 20n * SOL - 2n * life.context.chain.rentFor(200n));
      assert.deepEqual(lose(life), [delegated, 0n, 0n, 0n]);
    });
  });
}
