// The level falls with an epoch's first look, and which that is was told by the counter of validators that were measured in it. A validator
// that is added or removed opens that counter, too: the first look was none then, and the level stayed. Anybody can remove a drained one,
// once an epoch. So what lent SOL had lifted ([fault-lent-level]) stayed lifted, and stake that was taken from one validator stayed with the
// other; and after a real exit of half of all SOL a validator at its cap of 880 SOL kept 611, for good.
//
// What is right: whatever is added or removed, all stake is where it is otherwise, to the lamport.
import assert from "node:assert/strict";
import { SOL } from "../common";
import { beginLimited, type LateSol, rebalance, rewardsOf, stakesOf } from "./lateSol";

const POOL = { users: 999n * SOL, scores: [900_000, 50_000, 5_000], maxValidatorShare: 10_000, maxMove: 10_000 };
const CAPS = [10n * SOL, 880n * SOL];

/** What the three validators have after each epoch, in which `first` comes before the first look; tickets are paid in the first. */
function epochs(life: LateSol, count: number, first: (epoch: number) => void): bigint[][] {
  const { pool } = life;
  const { chain } = pool;
  return [...Array(count).keys()].map((epoch) => {
    chain.passEpochs(1);
    chain.payRewards(rewardsOf(pool));
    first(epoch);
    pool.update();
    if (epoch === 0) pool.settle();
    while (pool.delegateAll() > 0);
    rebalance(life);
    return stakesOf(life).slice(0, 3);
  });
}

/** The two caps are filled again: within a thousandth, which is tolerated, and an epoch's rewards. */
function areFilled(stakes: bigint[] | undefined): void {
  for (const [index, cap] of CAPS.entries()) {
    const stake = stakes?.[index] ?? 0n;
    assert(stake >= cap && stake <= cap + cap / 500n + SOL / 10n, `validator ${index} has ${stake}`);
  }
}

describe("[fault-kept-level] the level falls in an epoch", function () {
  this.timeout(0);

  it("whose first look comes after a validator is added, once half of all SOL has left", () => {
    const exit = (adds: boolean) => {
      const life = beginLimited({ ...POOL, caps: CAPS, leavers: 1_000n * SOL });
      const { pool, leaver } = life;
      pool.order(leaver, 1_000n * SOL);
      pool.toMovingPart();
      rebalance(life);
      return epochs(life, 8, () => adds && pool.addValidator(0));
    };
    const [alone, found] = [exit(false), exit(true)];
    assert.deepEqual(found, alone);
    areFilled(found.at(-1));
  });

  it("whose first look comes after a drained one is removed, once SOL was lent", () => {
    const lend = (removes: boolean) => {
      const life = beginLimited({ ...POOL, caps: CAPS });
      const { pool, thief, context } = life;
      for (let index = 3; index < 7; index++) pool.addValidator(0);
      life.next();
      pool.chain.advanceSlots(pool.movingSlot - pool.chain.slot - 1n);
      pool.deposit(thief, 1_000n * SOL);
      context.done(pool.updateValidatorsInstruction([0, 1, 2]));
      pool.order(thief, pool.tokensOf(thief.tokens));
      rebalance(life);
      return epochs(life, 6, (epoch) => removes && epoch < 4 && pool.removeValidator(pool.list.count - 1));
    };
    const [alone, found] = [lend(false), lend(true)];
    assert.deepEqual(found, alone);
    areFilled(found.at(-1));
  });
});
