// Limits were judged one by one, beside those of the others as they stood. Where all of them bind and a little SOL leaves, the first
// validator that was looked at lost its limit, then the next, and in the end all: others' targets were what the scores alone give, and
// rebalancing took what was above that. An order in the moving part, a look and the cancel did it, for the price of cancelling 12 SOL; so
// did an honest exit, and scores or validators that the manager set.
//
// What is right: limits are judged by a level (docs/adr/0018), so that no more moves than what leaves.
import assert from "node:assert/strict";
import { SOL } from "../common";
import { beginLateSol, beginLimited, rebalance } from "./lateSol";

const POOL = { users: 899n * SOL, leavers: 100n * SOL, maxValidatorShare: 10_000 };
/** Of a pool of 1,000 SOL 998 have a place: of the other 2 SOL nobody takes any. */
const CAPS = [...Array(5).fill(50n * SOL), ...Array(5).fill((1_496n * SOL) / 10n)];
const BATCHES = [
  [0, 1, 2, 3, 4],
  [5, 6, 7, 8, 9],
];

for (const maxMove of [1_000, 10_000]) {
  describe(`[fault-unclipped-limits] where all limits bind, and ${maxMove / 100} % may move`, function () {
    this.timeout(0);

    it("an order of 12 SOL and a look from the lowest limit on take no stake of others", () => {
      const life = beginLimited({ ...POOL, scores: Array(10).fill(100), caps: CAPS, maxMove });
      const { pool, leaver, context } = life;
      pool.toMovingPart();
      const ticket = pool.order(leaver, 12n * SOL);
      for (const batch of BATCHES) context.done(pool.updateValidatorsInstruction(batch));
      // The five larger ones give way, together; the smaller ones bind still.
      assert.equal(pool.list.clippedScore, 500n);
      pool.cancel(leaver, ticket);
      assert.equal(rebalance(life), 0n);
    });

    it("an exit of 12 SOL and the epoch's one look move no more than 12 SOL", () => {
      const life = beginLimited({ ...POOL, scores: Array(10).fill(100), caps: CAPS, maxMove });
      const { pool, leaver, next } = life;
      pool.toMovingPart();
      pool.order(leaver, 12n * SOL);
      let moved = rebalance(life);
      next();
      pool.toMovingPart();
      moved += rebalance(life);
      assert(moved <= 12n * SOL, `${moved} rebalanced for what has left`);
    });

    it("scores that are set in the same proportions move nothing", () => {
      const caps = Array(9).fill(80n * SOL);
      const life = beginLimited({ ...POOL, scores: Array(10).fill(10_000), caps, maxMove });
      const { pool } = life;
      pool.setScores(...[...Array(10).keys()].map((index) => ({ index, score: 1_000 })));
      assert.equal(pool.list.clippedScore, 9_000n, "the nine limits bind still");
      assert.equal(rebalance(life), 0n);
    });

    it("a validator that is added with a limit takes no more from the others than that", () => {
      const life = beginLateSol({ users: 999n * SOL, scores: [100, 100, 100], maxMove });
      const { pool } = life;
      pool.delegateAll();
      pool.addValidator(100, undefined, 5n * SOL);
      assert.deepEqual([pool.list.clippedScore, pool.list.clippedCaps], [100n, 5n * SOL]);
      const moved = rebalance(life);
      // Each of the three gives a third, rounded.
      assert(moved <= 5n * SOL + 3n, `${moved} deactivated`);
    });
  });
}
