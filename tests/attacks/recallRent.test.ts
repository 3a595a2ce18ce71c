// Stake of this epoch is taken back first. After a rise of the rent the stake program leaves more in an account: it keeps of its stake
// what it lacks, and the rest comes back.
import assert from "node:assert/strict";
import { TicketStatus } from "@truestake/sdk";
import { SOL, TestContext, type TestPool, type User } from "../common";
import { FREE } from "./helpers";

/** A pool with 100 SOL of active stake, made at the lowest rent, and 9 SOL that were delegated in this epoch. */
function given(): { context: TestContext; pool: TestPool; user: User } {
  const context = new TestContext();
  context.chain.setRent(696n);
  const pool = context.createTestPool({ ...FREE, scores: [100] });
  const user = pool.user();
  pool.deposit(user, 99n * SOL);
  pool.delegateAll();
  pool.nextEpoch();
  pool.deposit(user, 9n * SOL);
  pool.delegateAll();
  return { context, pool, user };
}

/** A ticket of so many tokens is paid in the next epoch. */
function isPaid(pool: TestPool, user: User, tokens: bigint): void {
  const ticket = pool.order(user, tokens);
  pool.toMovingPart();
  while (pool.deactivateAll() > 0);
  pool.nextEpoch();
  pool.settle();
  assert.equal(pool.ticket(ticket).status, TicketStatus.Settled);
}

describe("[fault-recall-rent] a ticket, after a rise of the rent at an epoch's beginning", () => {
  it("that takes all of the stake that was delegated since is paid in the next epoch", () => {
    const { context, pool, user } = given();
    // The transient account rests, with the rent of before.
    pool.nextEpoch();
    context.chain.passEpochs(1);
    context.chain.setRent(6_960n);
    pool.update();
    pool.deposit(user, 9n * SOL);
    pool.delegateAll();
    isPaid(pool, user, 60n * SOL);
  });
});

describe("[fault-recall-rent] a ticket, after a rise of the rent in mid-epoch", () => {
  for (const [what, tokens] of [
    ["all of the stake of this epoch", 60n * SOL],
    ["a part of it that leaves the least", 8n * SOL],
  ] as const) {
    it(`that takes ${what} is paid in the next epoch`, () => {
      const { context, pool, user } = given();
      context.chain.setRent(6_960n);
      isPaid(pool, user, tokens);
    });
  }
});
