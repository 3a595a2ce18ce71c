// A validator whose vote account is closed can receive nothing. Its score still counts: its part lies idle until whoever scores
// the validators takes the score away, which they can at any time.
import assert from "node:assert/strict";
import { SOL, TestContext } from "../common";
import { FREE } from "./helpers";

describe("[fault-closed-share] a validator whose vote account is closed", () => {
  it("keeps its part of the score idle until the score is taken away, and then the others have all", () => {
    const context = new TestContext();
    const pool = context.createTestPool({ ...FREE, scores: [100, 100] });
    pool.deposit(pool.user(), 99n * SOL);
    pool.delegateAll();
    pool.nextEpoch();
    context.chain.setVoting(pool.vote(0), false);
    for (let epoch = 0; epoch < 3; epoch++) pool.nextEpoch();
    context.chain.closeVoteAccount(pool.vote(0));
    pool.deposit(pool.user("other"), 100n * SOL);
    pool.delegateAll();
    // Of the 100 SOL 50 are the other validator's.
    const idle = pool.state.reserveLamports;
    assert(idle >= 50n * SOL && idle <= 50n * SOL + 10n, `${idle}`);
    pool.setScore(0, 0);
    assert.equal(pool.delegateAll(), 1);
    assert(pool.state.reserveLamports < 10n);
    pool.deactivateAll();
    pool.nextEpoch();
    pool.delegateAll();
    assert(pool.state.reserveLamports < 10n);
    // All of the 200 SOL but the rents of the first one's two accounts.
    const { stakeLamports, transientLamports } = pool.record(1);
    assert(stakeLamports + transientLamports >= 200n * SOL - 4_565_760n - 10n);
  });
});
