// A queue that stops: its head waits for SOL that comes late, in parts or never. The guards are settlement in parts, stake
// taken back as it cools down, stake of the same epoch recalled, and tickets passed for which nothing can come any more.
import assert from "node:assert/strict";
import { stakeAt } from "@truestake/localnet";
import { TicketStatus } from "@truestake/sdk";
import { SOL, TestContext } from "../common";
import { FREE } from "./helpers";

describe("[fault-queue] [P-08] the last one out, with 240 validators", function () {
  this.timeout(600_000);

  it("is paid all but the rents, which nobody can bring back, and keeps the tokens of those", () => {
    const context = new TestContext();
    const pool = context.createTestPool(FREE);
    for (let count = 0; count < 240; count++) pool.addValidator(100);
    const user = pool.user();
    pool.deposit(user, 1_000n * SOL);
    assert.equal(pool.delegateAll(), 240);
    pool.nextEpoch();
    const ticket = pool.order(user, 1_000n * SOL);
    assert.equal(pool.deactivateAll(), 240);
    pool.nextEpoch();
    pool.settle();
    // 1,001 SOL less the rents of 480 accounts.
    const payable = 1_001n * SOL - 480n * context.chain.rentFor(200n);
    assert.equal(pool.ticket(ticket).paidLamports, payable);
    assert.equal(pool.state.reserveLamports, 0n);
    assert.equal(pool.claim(user.address, ticket).event.data.lamports, payable);
    // What is left waits for nothing: the queue passes it, and its owner takes the tokens back for nothing.
    pool.settle();
    assert.equal(pool.ticket(ticket).status, TicketStatus.Returned);
    const { queuedTokens, queueMovedLamports, queueReturnedLamports } = pool.state;
    assert.deepEqual([queuedTokens, queueMovedLamports, queueReturnedLamports], [0n, 0n, 0n]);
    const { event } = pool.cancel(user, ticket);
    assert.deepEqual([event.data.tokens, event.data.cost], [1_000n * SOL - payable, 0n]);
  });
});

describe("[fault-queue] a queue", () => {
  it("is paid as SOL comes, the head in parts, without waiting for all of it", () => {
    const context = new TestContext();
    const pool = context.createTestPool({ ...FREE, scores: [100] });
    const user = pool.user();
    pool.deposit(user, 199n * SOL);
    pool.delegateAll();
    pool.nextEpoch();
    const [first, second] = [pool.order(user, 60n * SOL), pool.order(user, 60n * SOL)];
    pool.nextEpoch();
    // Nothing was deactivated yet. A deposit brings 30 SOL, at a price of 1.
    pool.deposit(pool.user("other"), 30n * SOL);
    const free = pool.state.reserveLamports;
    assert(free >= 30n * SOL && free < 30n * SOL + 10n, "30 SOL and what was left by rounding");
    pool.settle(2);
    const { status, paidLamports, tokens } = pool.ticket(first);
    assert.deepEqual([status, paidLamports, tokens], [TicketStatus.Queued, free, 60n * SOL - free]);
    assert.equal(pool.claim(user.address, first).event.data.lamports, free, "a part can be claimed");
    pool.deactivateAll({ now: true });
    pool.nextEpoch();
    pool.settle(2);
    assert.deepEqual(
      [first, second].map((sequence) => pool.ticket(sequence).paidLamports),
      [60n * SOL, 60n * SOL],
    );
    assert.equal(pool.claim(user.address, first).event.data.lamports, 60n * SOL - free);
  });

  it("takes back what is activating, as much as it needs, and is paid in the next epoch", () => {
    const context = new TestContext();
    const pool = context.createTestPool({ ...FREE, scores: [100] });
    const user = pool.user();
    pool.deposit(user, 99n * SOL);
    pool.delegateAll();
    pool.nextEpoch();
    pool.deposit(user, 100n * SOL);
    pool.delegateAll();
    const idle = pool.state.reserveLamports;
    const ticket = pool.order(user, 40n * SOL);
    const { event } = pool.toMovingPart().deactivate(0);
    assert.deepEqual([event.data.recalled, event.data.lamports], [true, 40n * SOL - idle]);
    assert.equal(pool.state.reserveLamports, 40n * SOL, "free at once");
    pool.nextEpoch();
    pool.settle();
    assert.equal(pool.ticket(ticket).paidLamports, 40n * SOL);
  });

  it("of 95 % of a pool beside a small cluster pays its first tickets in the first epoch after, and all in the end", () => {
    const elsewhere = 1_000n * SOL;
    const context = new TestContext({ clusterStake: elsewhere });
    const pool = context.createTestPool({ ...FREE, scores: [100] });
    const user = pool.user();
    pool.deposit(user, 299n * SOL);
    pool.delegateAll();
    const activating = () => {
      const { delegation } = context.chain.stakeAccount(pool.stake(0)) ?? assert.fail();
      return stakeAt(delegation ?? assert.fail(), context.chain.epoch, context.chain.stakeHistory).activating;
    };
    for (let epoch = 0; epoch === 0 || activating() > 0n; epoch++) pool.nextEpoch();
    const tickets = Array.from({ length: 19 }, () => pool.order(user, 15n * SOL)); // 285 of 300 SOL
    pool.deactivateAll();
    pool.nextEpoch();
    pool.settle(19);
    // 9 % of all 1,300 SOL may cool down in an epoch: 117 SOL, 7 tickets of 15 SOL and 12 SOL of the eighth.
    const paid = () => tickets.map((sequence) => pool.ticket(sequence).paidLamports);
    assert.deepEqual(paid().slice(0, 7), Array(7).fill(15n * SOL));
    const eighth = paid()[7] ?? 0n;
    assert(eighth > 11n * SOL + SOL / 2n && eighth < 12n * SOL + SOL / 2n, `${eighth}`);
    for (let epoch = 0; epoch < 4; epoch++) {
      pool.nextEpoch();
      if (pool.state.queuedTokens > 0n) context.send(pool.settleInstruction(Number(19n - pool.state.nextSettlement)));
    }
    assert.deepEqual(paid(), Array(19).fill(15n * SOL));
  });
});
