// A limit that binds was counted at an epoch's first measuring, in lamports, as a share of what stays THEN; the limit of now is a share of
// what stays NOW (since [fault-cap-loan]). SOL that was there when the validators were measured, and was ordered out before the moving part,
// made the counted sum too high for what was left: the others' targets are what that sum leaves of it, which was nothing. Active stake that
// was where the scores want it was deactivated for nothing, up to `max_move` of all stake (the thief's included), and missed an epoch.
//
// What is right. 1,000 SOL, scores 700 : 100 : 100 : 100, a largest share of 50 %: the first validator has 500, the others 166.67 each.
// The thief brings 1,000 SOL before the closing part (no premium), and orders them out in the last slot before the next moving part:
// what stays is 1,000 again, so the targets are 500 and 166.67 again. All that has to move are the thief's own 1,000 SOL, which were
// delegated in that epoch and are taken back. Rebalancing has nothing to do: `moved_lamports` is at most the tolerance, 0.1 % of a target.
import assert from "node:assert/strict";
import { SOL } from "../common";
import { worth } from "./helpers";
import { beginLimited, type LateSol, rebalance, toLastOpenSlot } from "./lateSol";

function comeBeforeClosing(life: LateSol, brought: bigint): void {
  const { pool } = life;
  toLastOpenSlot(life);
  if (brought > 0n) pool.deposit(life.thief, brought);
  pool.delegateAll();
}

describe("[fault-counted-limits] SOL that is there when limits are counted, and is ordered out before the moving part", function () {
  this.timeout(600_000);
  for (const maxMove of [1_000, 10_000]) {
    for (const brought of [500n * SOL, 1_000n * SOL]) {
      it(`moves no stake of others: ${brought / SOL} SOL beside 1,000, a limit on moves of ${maxMove / 100} %`, () => {
        const life = beginLimited({ maxMove, scores: [700, 100, 100, 100], maxValidatorShare: 5_000 });
        const { pool, thief, next } = life;
        comeBeforeClosing(life, brought);
        next();
        pool.delegateAll();
        pool.chain.advanceSlots(pool.movingSlot - pool.chain.slot - 1n);
        pool.order(thief, pool.tokensOf(thief.tokens));
        while (pool.deactivateAll() > 0);
        const { movedLamports } = pool.state;
        assert(movedLamports <= SOL, `rebalancing has deactivated ${movedLamports} lamports of others`);
      });
    }
  }

  // Ten validators with a tenth each. Where the counted sum no longer fitted, a target was ⌊limit × stakeable ÷ sum⌋ with the limit of now,
  // 100 SOL, which was lower than the counted 200 already: 100 × 1,000 ÷ 1,800 = 56 SOL, and nothing for the tenth. Right are 100 SOL each.
  it("moves no stake of others where all limits bind", () => {
    const scores = [...Array(9).fill(1_000), 990];
    const life = beginLimited({ maxMove: 10_000, scores, maxValidatorShare: 1_000 });
    const { pool, thief, next } = life;
    comeBeforeClosing(life, 1_000n * SOL);
    next();
    pool.delegateAll();
    pool.chain.advanceSlots(pool.movingSlot - pool.chain.slot - 1n);
    pool.order(thief, pool.tokensOf(thief.tokens));
    const moved = rebalance(life);
    assert(moved <= SOL, `rebalancing has deactivated ${moved} lamports of others`);
  });

  // The mirror image, past the guard of [fault-unclipped]: who holds half of the tokens orders them out late in an epoch, so that limits
  // are counted without them, and then pays the ticket with a deposit of as much, which costs no cancel.
  it("moves no stake where a ticket that was counted is paid with a deposit", () => {
    const life = beginLimited({ maxMove: 10_000, scores: [700, 100, 100, 100], maxValidatorShare: 5_000 });
    const { pool, user, thief, next } = life;
    pool.toMovingPart();
    const ticket = pool.order(user, 500n * SOL);
    next();
    pool.deposit(thief, 502n * SOL);
    pool.settle();
    pool.claim(user.address, ticket);
    pool.delegateAll();
    const moved = rebalance(life);
    assert(moved <= 3n * SOL, `rebalancing has deactivated ${moved} lamports`);
  });

  // The same lives in a pool whose scores alone give the same stakes, 500 and 166.67 SOL, without any limit: nothing is rebalanced there.
  const lives = (options: Parameters<typeof beginLimited>[0]) => {
    const life = beginLimited(options);
    const { pool, thief, user, next, wealth } = life;
    // Before that a limit kept SOL idle until it was counted for the first time.
    const before = worth(pool, pool.tokensOf(user.tokens));
    let moved = 0n;
    for (let cycle = 0; cycle < 10; cycle++) {
      comeBeforeClosing(life, 1_000n * SOL);
      next();
      pool.delegateAll();
      pool.chain.advanceSlots(pool.movingSlot - pool.chain.slot - 1n);
      const ticket = pool.order(thief, pool.tokensOf(thief.tokens));
      moved += rebalance(life);
      next();
      pool.settle();
      pool.claim(thief.address, ticket);
      pool.delegateAll();
    }
    next();
    next();
    return { users: worth(pool, pool.tokensOf(user.tokens)) - before, gain: wealth() - life.before, moved };
  };

  for (const maxMove of [1_000, 10_000]) {
    it(`costs the others no more than where no limit binds, ten times over, a limit on moves of ${maxMove / 100} %`, () => {
      const [clipped, scored] = [
        lives({ maxMove, scores: [700, 100, 100, 100], maxValidatorShare: 5_000 }),
        lives({ maxMove, scores: [300, 100, 100, 100], maxValidatorShare: 10_000 }),
      ];
      // A thousandth of the rewards is left for what rounds: 20 epochs of 0.4 SOL.
      assert.equal(clipped.moved, 0n);
      assert(clipped.users + 8_000_000n >= scored.users, `the user lacks ${scored.users - clipped.users}`);
    });
  }
});
