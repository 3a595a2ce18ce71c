import assert from "node:assert/strict";
import { instructions } from "@truestake/sdk";
import { SOL, type TestContext, type TestPool } from "../common";
import { stakedPool } from "./fixture";

const given = stakedPool();

describe("apply_config", () => {
  let context: TestContext;
  let pool: TestPool;

  beforeEach(() => {
    ({ context, pool } = given());
  });

  const apply = () => instructions.applyConfig({ pool: pool.addresses });

  it("puts fees in force that have come due", () => {
    pool.propose({ depositFee: 50, rewardFee: 0 });
    // The epoch update applies them itself: only its count is moved here.
    const { updates } = pool.state;
    pool.injectPool("updates", updates + 2n);
    const { changes, event } = context.done(apply());
    assert.deepEqual(changes, {
      "pool.fees.deposit": [10n, 50n],
      "pool.pending_fees.deposit": [50n, 0n],
      "pool.pending_fees.withdrawal": [10n, 0n],
      "pool.pending_fees.ticket": [10n, 0n],
      "pool.pending_fees.referral_share": [2_500n, 0n],
      "pool.pending_fees_update": [updates + 2n, 0n],
    });
    const books = { total: 300n * SOL, supply: 300n * SOL };
    const { fees } = event.data as { fees: Record<string, number> };
    assert.deepEqual([fees.reward, fees.deposit, fees.ticket], [0, 50, 10]);
    assert.deepEqual(event, {
      name: "ConfigApplied",
      data: { pool: pool.pdas.pool.toBase58(), fees, before: books, after: books },
    });
  });

  it("refuses when nothing is pending", () => {
    context.refused(apply(), [], "NothingPending");
    pool.propose({ depositFee: 5 }); // A cut waits for nothing.
    context.refused(apply(), [], "NothingPending");
  });

  it("refuses what has not come due: after no update, and after one", () => {
    pool.propose({ depositFee: 50 });
    context.refused(apply(), [], "NothingPending");
    pool.nextEpoch();
    context.refused(apply(), [], "NothingPending");
    context.chain.passEpochs(3); // Epochs alone bring nothing.
    context.refused(apply(), [], "NothingPending");
  });

  it("has nothing left to do when the second update has done it", () => {
    pool.propose({ depositFee: 50 });
    pool.nextEpoch();
    pool.nextEpoch();
    assert.equal(pool.state.fees.deposit, 50);
    context.refused(apply(), [], "NothingPending");
  });

  it("is open to anybody in any epoch, while rewards are being paid out and the pool is paused", () => {
    pool.propose({ depositFee: 50 });
    pool.injectPool("updates", pool.state.updates + 2n);
    context.chain.passEpochs(2);
    context.chain.setRewardsActive(true);
    pool.pause();
    context.done(apply());
  });
});
