// Rents that lie in stake accounts are held, and nothing can be deactivated of them: what counts them as stake that can come
// makes tickets wait for ever.
import assert from "node:assert/strict";
import { TicketStatus } from "@truestake/sdk";
import { SOL, TestContext } from "../common";
import { FREE } from "./helpers";

describe("[fault-drained-rents] [P-14] a ticket of a pool without a buffer, with a drained validator,", () => {
  it("is paid in the next epoch, though it is smaller than the rents there", () => {
    const context = new TestContext({ lamportsPerByte: 6_960n }); // At lower rents both are less than the smallest ticket.
    const pool = context.createTestPool({ ...FREE, scores: [100, 100] });
    const user = pool.user();
    pool.deposit(user, 199n * SOL);
    pool.delegateAll();
    pool.nextEpoch();
    pool.setScores({ index: 1, score: 0, keep: true });
    pool.deactivateAll();
    pool.nextEpoch();
    pool.delegateAll();
    pool.nextEpoch();
    const rents = 2n * context.chain.rentFor(200n);
    assert.equal(pool.record(1).stakeLamports + pool.record(1).transientLamports, rents);
    assert.equal(pool.state.reserveLamports, 0n);
    // The target of the first validator is all but the ticket, the other's rents included: it is over it by less than nothing.
    const ticket = pool.order(user, rents - 1_000_000n);
    assert.equal(
      pool.deactivateAll(),
      1,
      "196 SOL are staked, of which a ticket of 3.6 million lamports needs the least",
    );
    pool.nextEpoch();
    pool.settle();
    assert.equal(pool.ticket(ticket).status, TicketStatus.Settled);
  });

  it("is paid in full, though the rest is smaller than the rents there", () => {
    const context = new TestContext();
    const pool = context.createTestPool({ ...FREE, scores: [100, 100] });
    const user = pool.user();
    pool.deposit(user, 199n * SOL);
    pool.delegateAll();
    pool.nextEpoch();
    pool.setScores({ index: 1, score: 0, keep: true });
    pool.deactivateAll();
    pool.nextEpoch();
    pool.delegateAll();
    pool.nextEpoch();
    const ticket = pool.order(user, 50n * SOL);
    for (let epoch = 0; epoch < 3; epoch++) {
      pool.deactivateAll();
      pool.nextEpoch();
      if (pool.ticket(ticket).status === TicketStatus.Queued) context.send(pool.settleInstruction());
    }
    // It was 50 SOL less the rents of two accounts, for ever.
    assert.equal(pool.ticket(ticket).paidLamports, 50n * SOL);
  });
});

describe("[fault-rent-fall] [P-08] the last one out after a fall of the rent", () => {
  it("is paid all that can come, and the queue passes the rest", () => {
    const context = new TestContext();
    // What 520 validators' resting transient accounts hold too much when 6,960 lamports a byte become 696 (1.07 SOL), these two
    // hold after a fall from 2,000,000: 328 × 1,993,040 lamports each. No update takes it, since no update looks at them.
    context.chain.setRent(2_000_000n);
    const pool = context.createTestPool({ ...FREE, scores: [100, 100] });
    const user = pool.user();
    pool.deposit(user, 299n * SOL);
    pool.delegateAll();
    pool.nextEpoch();
    context.chain.setRent(6_960n);
    const ticket = pool.order(user, 299n * SOL);
    pool.deactivateAll();
    pool.nextEpoch();
    pool.settle();
    const { stakedLamports, coolingLamports, reserveLamports } = pool.state;
    assert.deepEqual([reserveLamports, coolingLamports], [0n, 0n]);
    assert.equal(stakedLamports, 2n * context.chain.rentFor(200n) + 2n * 328n * 2_000_000n);
    // The reserve's rent has fallen too: 128 bytes.
    assert.equal(pool.ticket(ticket).paidLamports, 300n * SOL + 128n * 1_993_040n - stakedLamports);
    // Nothing else can come: no stake is left. It was refused with ReserveTooLow, in every epoch.
    pool.settle();
    assert.equal(pool.ticket(ticket).status, TicketStatus.Returned);
  });
});

describe("[fault-rent-rise] a ticket that waits for the last stake", () => {
  it("is not given up by whoever settles after a rise of the rent", () => {
    const context = new TestContext();
    const pool = context.createTestPool({ ...FREE, scores: [100] });
    const user = pool.user();
    pool.deposit(user, (3n * SOL) / 10n);
    pool.delegateAll();
    pool.nextEpoch();
    // 1.3 SOL, of which 2 × 2,282,880 lamports are rents and the rest is active stake.
    const ticket = pool.order(user, (29n * SOL) / 100n);
    pool.nextEpoch();
    // Two accounts would need 2 × 328 × 2,000,000 = 1.312 SOL now. 290 validators would need as much after a rise from 696 to
    // 6,960 lamports a byte.
    context.chain.setRent(2_000_000n);
    context.refused(pool.settleInstruction(), [], "ReserveTooLow");
    assert.equal(pool.ticket(ticket).status, TicketStatus.Queued);
  });
});
