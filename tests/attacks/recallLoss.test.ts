// Stake that was delegated in this epoch and has lost some of it since is taken back: what is lost is in the books at once, since an
// account that was emptied is seen by no later update.
import assert from "node:assert/strict";
import { TicketStatus } from "@truestake/sdk";
import { SOL, TestContext } from "../common";
import { FREE } from "./helpers";

describe("[fault-recall-loss] [P-14] stake that is taken back in the epoch in which it was delegated", () => {
  it("brings its loss into the books, and the ticket is paid what is there", () => {
    const context = new TestContext();
    const pool = context.createTestPool({ ...FREE, scores: [100] });
    const user = pool.user();
    // With the seed of 1 SOL the price is 1, and all of it goes to the one validator.
    pool.deposit(user, 99n * SOL);
    pool.delegateAll();
    const stake = pool.stake(0);
    const lost = context.chain.slash(stake, 200_000n);
    assert.ok(lost > 19n * SOL && lost < 20n * SOL, "a fifth of nearly 100 SOL");
    const ticket = pool.order(user, 99n * SOL);
    pool.toMovingPart();
    while (pool.deactivateAll() > 0);
    const { stakeLamports, transientLamports } = pool.record(0);
    assert.equal(stakeLamports, BigInt(context.chain.account(stake)?.lamports ?? 0), "no more is booked than is there");
    assert.equal(pool.state.stakedLamports, stakeLamports + transientLamports);
    pool.nextEpoch();
    pool.settle();
    const { status, paidLamports } = pool.ticket(ticket);
    assert.equal(status, TicketStatus.Settled);
    // 99 of 100 tokens share 100 SOL less what is lost.
    assert.equal(paidLamports, (99n * (100n * SOL - lost)) / 100n);
  });
});
