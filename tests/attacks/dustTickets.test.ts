// Dust that is ordered and cranked first could occupy the validators' transient accounts, and a ticket ordered later in the
// epoch would wait one epoch more. The guard is the moving part: stake is deactivated once, for all that was ordered before it.
import assert from "node:assert/strict";
import { TicketStatus } from "@truestake/sdk";
import { fixture, SOL, TestContext } from "../common";
import { FREE } from "./helpers";

const DUST = 1_010_000n;

/** 1,010 SOL that are active with four validators. */
const given = fixture(() => {
  const context = new TestContext();
  const pool = context.createTestPool({ ...FREE, scores: [100, 100, 100, 100], maxMove: 1_000 });
  const [user, thief] = [pool.user("user"), pool.user("thief")];
  pool.deposit(user, 999n * SOL);
  pool.deposit(thief, 10n * SOL);
  pool.delegateAll();
  pool.nextEpoch();
  return { context, pool, user, thief };
});

describe("[fault-dust] [P-14] a ticket", () => {
  it("ordered after dust that was cranked at once is paid in the next epoch", () => {
    const { context, pool, user, thief } = given();
    for (const index of [0, 1, 2, 3]) {
      pool.order(thief, DUST);
      const { error } = context.send(pool.deactivateInstruction(index));
      assert(error === "AtTarget" || error === "OutsideMovingPart", `${error}`);
    }
    const ticket = pool.order(user, 100n * SOL);
    pool.toMovingPart();
    // Too late to be served in this epoch, whoever cranks.
    pool.order(thief, DUST);
    pool.deactivateAll();
    assert(pool.state.coolingLamports + pool.state.reserveLamports >= 100n * SOL + 4n * DUST);
    pool.nextEpoch();
    pool.settle(5);
    assert.equal(pool.ticket(ticket).status, TicketStatus.Settled);
    assert.equal(pool.ticket(ticket).paidLamports, 100n * SOL);
  });

  it("is not held up by dust that is cancelled in the moving part: what it had moved serves the others", () => {
    const { pool, user, thief } = given();
    const dust = pool.order(thief, 9n * SOL);
    const ticket = pool.order(user, 100n * SOL);
    pool.toMovingPart().deactivate(0);
    pool.cancel(thief, dust);
    pool.deactivateAll();
    pool.nextEpoch();
    assert.equal(pool.settle().event.data.lamports, 100n * SOL);
    assert.equal(pool.ticket(ticket).status, TicketStatus.Settled);
  });

  it("ordered after dust of an earlier epoch that was cranked early in this one is paid in the next epoch", () => {
    const { pool, user, thief } = given();
    for (let count = 0; count < 4; count++) pool.order(thief, SOL);
    pool.nextEpoch(); // The keepers have missed the moving part: those may be served at any time.
    for (const index of [0, 1, 2, 3]) pool.deactivate(index);
    const inUse = pool.list.records().filter(({ coolingLamports }) => coolingLamports > 0n);
    assert.equal(inUse.length, 4, "every transient account is in use");
    const ticket = pool.order(user, 100n * SOL);
    pool.deactivateAll();
    pool.nextEpoch();
    pool.settle(5);
    assert.equal(pool.ticket(ticket).paidLamports, 100n * SOL);
  });

  it("that is the second of its epoch is served as the first", () => {
    const { pool, user, thief } = given();
    const [first, second] = [pool.order(thief, 5n * SOL), pool.order(user, 100n * SOL)];
    pool.deactivateAll();
    pool.nextEpoch();
    pool.settle(2);
    assert.deepEqual(
      [first, second].map((sequence) => pool.ticket(sequence).paidLamports),
      [5n * SOL, 100n * SOL],
    );
  });

  it("of an earlier epoch is served at any time: keepers that missed its moving part cost no whole epoch", () => {
    const { pool, user } = given();
    const ticket = pool.order(user, 100n * SOL);
    pool.nextEpoch();
    pool.deactivateAll({ now: true });
    assert(!pool.isMoving);
    pool.nextEpoch();
    pool.settle();
    assert.equal(pool.ticket(ticket).paidLamports, 100n * SOL);
  });
});
