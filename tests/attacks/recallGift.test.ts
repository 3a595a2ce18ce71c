// Lamports that somebody sends to a resting transient address are in its next delegation: they are measured before, so that all of
// it can be taken back in the same epoch. They are the pool's gain.
import assert from "node:assert/strict";
import { TicketStatus } from "@truestake/sdk";
import { SOL, TestContext } from "../common";
import { FREE } from "./helpers";

describe("[fault-recall-gift] [P-14] a ticket is paid in the next epoch", () => {
  for (const more of [0n, 1n]) {
    it(`though somebody has sent ${more ? "a lamport more than " : ""}a rent to the transient address before it was delegated`, () => {
      const context = new TestContext();
      const pool = context.createTestPool({ ...FREE, scores: [100, 100] });
      const user = pool.user();
      pool.deposit(user, 99n * SOL);
      pool.delegateAll();
      pool.nextEpoch();
      for (const index of [0, 1]) context.chain.donate(pool.transient(index), context.chain.rentFor(200n) + more);
      pool.deposit(user, 20n * SOL);
      pool.delegateAll();
      const ticket = pool.order(user, 60n * SOL);
      pool.toMovingPart();
      while (pool.deactivateAll() > 0);
      pool.nextEpoch();
      pool.settle();
      assert.equal(pool.ticket(ticket).status, TicketStatus.Settled);
    });
  }
});
