// The level of limits is a part of what all scores would get. Where a validator's score rose that takes no more, since its limit binds, the
// level stood far too low for the others, whose limits bound, too: none did any more, every target was cut in proportion to scores, and
// anybody's next look had a fifth of the pool deactivated, to come back in the epochs after.
//
// What is right. Five caps of 50 and five of 149.6 SOL bind in a pool of 1,000 SOL and what they earned. One of 50 gets a hundred times the
// score, alone or with one of the others: nobody has more or less to get, and nothing moves.
import assert from "node:assert/strict";
import { SOL } from "../common";
import { beginLimited, type LateSol, rebalanceAfter, stakesOf } from "./lateSol";

const CAPS = Array.from({ length: 10 }, (_, at) => (at < 5 ? 50n * SOL : (1_496n * SOL) / 10n));

function begin(maxMove: number): LateSol {
  const life = beginLimited({ scores: CAPS.map(() => 100), caps: CAPS, maxValidatorShare: 10_000, maxMove });
  assert.equal(life.pool.list.clippedScore, 1_000n, "every cap binds");
  assert(stakesOf(life).every((stake, at) => stake > ((CAPS[at] ?? 0n) * 99n) / 100n));
  return life;
}

for (const maxMove of [1_000, 10_000]) {
  describe(`[fault-sunken-level] a score that rises in vain, where ${maxMove / 100} % may move,`, function () {
    this.timeout(0);

    it("moves nothing, where all other limits bind", () => {
      const life = begin(maxMove);
      life.pool.setScore(0, 10_000);
      assert.deepEqual(rebalanceAfter(life, 1), [0n, 0n, 0n, 0n]);
    });

    it("moves nothing, where it rises with that of another which takes no more", () => {
      const life = begin(maxMove);
      life.pool.setScores({ index: 0, score: 10_000 }, { index: 9, score: 5_000 });
      assert.deepEqual(rebalanceAfter(life, 1), [0n, 0n, 0n, 0n]);
    });
  });
}
