// Stake of this epoch is taken back first. After a rise of the rent the stake program leaves more in the account: the reserve fills that
// up before anything is taken.
import assert from "node:assert/strict";
import { TicketStatus } from "@truestake/sdk";
import { SOL, TestContext } from "../common";
import { FREE } from "./helpers";

describe("[fault-recall-rent] a ticket, after a rise of the rent at an epoch's beginning", () => {
  it("that takes all of the stake that was delegated since is paid in the next epoch", () => {
    const context = new TestContext();
    context.chain.setRent(696n);
    const pool = context.createTestPool({ ...FREE, scores: [100] });
    const user = pool.user();
    pool.deposit(user, 99n * SOL);
    pool.delegateAll();
    pool.nextEpoch();
    // The transient account is made, and rests.
    pool.deposit(user, 9n * SOL);
    pool.delegateAll();
    pool.nextEpoch();
    context.chain.passEpochs(1);
    context.chain.setRent(6_960n);
    pool.update();
    pool.deposit(user, 9n * SOL);
    pool.delegateAll();
    const ticket = pool.order(user, 60n * SOL);
    pool.toMovingPart();
    while (pool.deactivateAll() > 0);
    pool.nextEpoch();
    pool.settle();
    assert.equal(pool.ticket(ticket).status, TicketStatus.Settled);
  });
});

describe("[fault-recall-rent] a ticket, after a rise of the rent in mid-epoch", () => {
  for (const [what, lamports] of [
    ["all of the stake of this epoch", 60n * SOL],
    ["a part of it that leaves the least", 8n * SOL],
  ] as const) {
    it(`that takes ${what} is paid in the next epoch`, () => {
      const context = new TestContext();
      context.chain.setRent(696n);
      const pool = context.createTestPool({ ...FREE, scores: [100] });
      const user = pool.user();
      pool.deposit(user, 99n * SOL);
      pool.delegateAll();
      pool.nextEpoch();
      pool.deposit(user, 9n * SOL);
      pool.delegateAll();
      context.chain.setRent(6_960n);
      const ticket = pool.order(user, lamports);
      pool.toMovingPart();

      while (pool.deactivateAll() > 0);
      pool.nextEpoch();
      pool.settle();
      assert.equal(pool.ticket(ticket).status, TicketStatus.Settled);
    });
  }
});
