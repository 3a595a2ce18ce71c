// Targets must not add up to more than can be staked, or nobody is over their target by what a ticket needs. Limits that bind are
// summed when validators are measured; they grow with the rewards that come after.
import assert from "node:assert/strict";
import { SOL, TestContext, type TestPool } from "../common";
import { FREE } from "./helpers";

const rewards = (pool: TestPool) => pool.votes.map((vote) => ({ vote, partsPerMillion: 400n }));

describe("[fault-grown-limits] [P-14] a ticket of a pool without a buffer, whose validators' limits bind,", function () {
  this.timeout(600_000);

  it("is paid in the next epoch, though it is smaller than what the limits have grown by", () => {
    const context = new TestContext();
    const pool = context.createTestPool({ ...FREE, maxValidatorShare: 2_500, scores: [1_000, 1_000, 1_000, 990] });
    const user = pool.user();
    pool.deposit(user, 9_999n * SOL);
    for (let epoch = 0; epoch < 9; epoch++) {
      pool.nextEpoch(rewards(pool));
      pool.delegateAll();
      if (epoch < 6) pool.deactivateAll();
    }
    assert.equal(pool.state.reserveLamports, 0n);
    // An epoch's rewards are 4 SOL; three limits of a quarter each have grown by 3 of them since they were summed. All four
    // validators say that they are at their targets.
    const ticket = pool.order(user, SOL);
    const { orderedLamports } = pool.ticket(ticket);
    assert(pool.deactivateAll() > 0, "10,000 SOL are staked, and a ticket of 1 SOL waits");
    pool.nextEpoch(rewards(pool));
    pool.settle();
    assert.equal(pool.ticket(ticket).paidLamports, orderedLamports);
  });
});
