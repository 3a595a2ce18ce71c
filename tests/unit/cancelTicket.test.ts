import assert from "node:assert/strict";
import { instructions, TicketStatus, ticketAddress } from "@truestake/sdk";
import { fixture, SOL, type TestContext, type TestPool, type User } from "../common";
import { leaveInReserve, loseEverything, pricedPool, stakedPool } from "./fixture";

const priced = pricedPool();

/** Three tickets of 10, 20 and 30 tokens. */
const given = fixture(() => {
  const { context, pool, user } = priced();
  for (const tokens of [10n, 20n, 30n]) pool.order(user, tokens * SOL);
  return { context, pool, user };
});

/** 300 SOL for as many tokens: 198 with validator 0, 99 with validator 1, both active, 3 in the reserve. */
const staked = stakedPool();

describe("what cancelling costs", () => {
  let context: TestContext;
  let pool: TestPool;
  let user: User;

  beforeEach(() => {
    ({ context, pool, user } = staked());
  });

  const cost = (sequence: bigint) => pool.cancel(user, sequence).event.data.cost;

  it("is the idle rate of what was moved for it: 10 basis points of 97 SOL before anything was earned", () => {
    pool.order(user, 100n * SOL);
    pool.deactivateAll(); // 97 SOL are not in the reserve.
    assert.equal(pool.state.queueMovedLamports, 97n * SOL);
    const { changes, event } = pool.cancel(user, 0n);
    assert.deepEqual([event.data.tokens, event.data.cost], [99_903_000_000n, 97_000_000n]);
    assert.deepEqual(event.data.before, { total: 300n * SOL, supply: 300n * SOL });
    assert.deepEqual(event.data.after, { total: 299_903_000_000n, supply: 299_903_000_000n });
    // The tokens are burned; what they were worth is a gain of the next update.
    assert.deepEqual(changes["mint.supply"], [300n * SOL, 299_903_000_000n]);
    assert.deepEqual(changes["escrow.tokens"], [100n * SOL, 0n]);
    assert.deepEqual(changes["pool.pending_gain"], [0n, 97_000_000n]);
    assert.deepEqual(changes["pool.queue_moved_lamports"], [97n * SOL, 0n]);
  });

  it("is the highest rate of the last updates", () => {
    pool.injectPool("idle_rates[3]", 400_000n);
    pool.injectPool("idle_rates[6]", 100_000n);
    pool.order(user, 100n * SOL);
    pool.deactivateAll();
    assert.equal(cost(0n), 38_800_000n); // 4 basis points of 97 SOL.
  });

  it("is the same in later epochs, when the stake is back, and while the price is out of date", () => {
    pool.order(user, 100n * SOL);
    pool.deactivateAll();
    context.chain.passEpochs(1);
    const state = context.chain.snapshot();
    assert.equal(cost(0n), 97_000_000n);
    context.chain.restore(state);
    pool.update();
    assert.equal(pool.state.queueReturnedLamports, 97n * SOL);
    assert.equal(cost(0n), 97_000_000n);
  });

  it("is the same for stake of this epoch that was taken back at once: it idles in the next as well", () => {
    pool.deposit(user, 100n * SOL);
    pool.delegateAll(); // 99 SOL: 4 are left in the reserve, a hundredth of all.
    pool.order(user, 50n * SOL);
    const { event } = pool.toMovingPart().deactivate(0);
    assert.deepEqual([event.data.recalled, event.data.lamports], [true, 46n * SOL]);
    assert.equal(cost(0n), 46_000_000n);
  });

  it("is each ticket's part of what the others do not need", () => {
    pool.order(user, 50n * SOL);
    pool.order(user, 50n * SOL);
    pool.deactivateAll(); // 97 SOL, and 3 in the reserve: the other ticket needs 50.
    assert.equal(cost(0n), 50_000_000n);
    assert.equal(pool.state.queueMovedLamports, 47n * SOL);
    assert.equal(cost(1n), 47_000_000n);
    assert.equal(pool.state.queueMovedLamports, 0n);
  });

  it("is ceiled twice, against who cancels", () => {
    const priced = pricedPool()();
    const sequence = priced.pool.order(priced.user, 3_333_333_333n);
    priced.pool.injectPool("queue_moved_lamports", SOL); // Of the ticket's 3,666,666,666 lamports.
    priced.pool.nextEpoch();
    const { event, changes } = priced.pool.cancel(priced.user, sequence);
    // 909,090,909.07 tokens, of which a thousandth is 909,090.91; they are worth 1,000,000.1.
    assert.equal(event.data.cost, 909_091n);
    assert.deepEqual(changes["pool.pending_gain"], [0n, 1_000_000n]);
  });

  describe("is nothing", () => {
    const isFree = (sequence: bigint) => {
      const before = pool.books;
      assert.equal(cost(sequence), 0n);
      assert.deepEqual(pool.books, before);
      assert.equal(pool.state.pendingGain, 0n);
    };

    it("in the epoch of the order, until its moving part begins", () => {
      pool.order(user, 100n * SOL);
      pool.order(user, 10n * SOL);
      pool.injectPool("queue_moved_lamports", 110n * SOL);
      context.chain.advanceSlots(pool.movingSlot - 1n - context.chain.slot);
      isFree(1n);
      context.chain.advanceSlots(1n);
      assert.equal(cost(0n), 100_000_000n);
    });

    it("in the whole epoch of the order for a ticket that was ordered in its moving part", () => {
      pool.toMovingPart();
      for (let count = 0; count < 2; count++) pool.order(user, 10n * SOL);
      pool.injectPool("queue_moved_lamports", 20n * SOL);
      isFree(0n);
      pool.nextEpoch();
      assert.equal(cost(1n), 10_000_000n);
    });

    it("where no stake was moved at all", () => {
      pool.order(user, 2n * SOL); // The reserve has 3.
      pool.deactivateAll();
      pool.nextEpoch();
      isFree(0n);
    });

    it("where what was moved is needed by the others", () => {
      pool.injectPool("max_move", 0n); // Nothing is rebalanced beside it.
      pool.order(user, 100n * SOL);
      pool.deactivateAll(); // 97 SOL, for the first ticket.
      pool.order(user, 50n * SOL);
      pool.nextEpoch();
      isFree(1n);
    });
  });

  describe("for a ticket that the queue has passed unpaid", () => {
    beforeEach(() => {
      pool.order(user, 100n * SOL);
      loseEverything(pool);
      pool.nextEpoch();
      pool.settle();
      assert.equal(pool.ticket(0n).status, TicketStatus.Returned);
    });

    it("is nothing: all its tokens come back, once", () => {
      const before = pool.tokensOf(user.tokens);
      const { queuedTokens, nextSettlement } = pool.state;
      const { event, changes } = pool.cancel(user, 0n);
      assert.deepEqual([event.data.tokens, event.data.cost], [100n * SOL, 0n]);
      assert.equal(pool.tokensOf(user.tokens), before + 100n * SOL);
      assert.deepEqual(changes["ticket.status"], [3n, 2n]);
      assert.deepEqual([pool.state.queuedTokens, pool.state.nextSettlement], [queuedTokens, nextSettlement]);
      context.refused(pool.cancelInstruction(user, 0n), [user.keypair], "TicketNotQueued");
      assert.equal(pool.claim(user.address, 0n).event.data.rent, context.chain.rentFor(256n));
    });
  });
});

describe("cancel_ticket", () => {
  let context: TestContext;
  let pool: TestPool;
  let user: User;

  beforeEach(() => {
    ({ context, pool, user } = given());
  });

  const refuses = (sequence: bigint, error: string, by = user) =>
    context.refused(pool.cancelInstruction(by, sequence), [by.keypair], error);

  describe("when the ticket is the head of the queue", () => {
    it("gives the tokens back and moves the head on", () => {
      const { changes, event } = pool.cancel(user, 0n);
      assert.deepEqual(changes, {
        "pool.next_settlement": [0n, 1n],
        "pool.queued_tokens": [60n * SOL, 50n * SOL],
        "pool.queued_lamports": [66n * SOL, 55n * SOL],
        "pool.queued_fees": [66_000_000n, 55_000_000n],
        "pool.recent_tokens": [60n * SOL, 50n * SOL],
        "pool.recent_lamports": [66n * SOL, 55n * SOL],
        "pool.recent_fees": [66_000_000n, 55_000_000n],
        "pool.cumulative_passed_lamports": [0n, 11n * SOL],
        "ticket.status": [0n, 2n],
        "ticket.tokens": [10n * SOL, 0n],
        "escrow.tokens": [60n * SOL, 50n * SOL],
        "user's tokens.tokens": [38_901_000_000n, 48_901_000_000n],
      });
      const books = { total: 110n * SOL, supply: 100n * SOL };
      assert.deepEqual(event, {
        name: "TicketCancelled",
        data: {
          pool: pool.pdas.pool.toBase58(),
          owner: user.address.toBase58(),
          ticket: pool.ticketAddress(0n).toBase58(),
          sequence: 0n,
          tokens: 10n * SOL,
          cost: 0n,
          before: books,
          after: books,
        },
      });
    });

    it("leaves the account, which can be claimed for its rent at once", () => {
      pool.cancel(user, 0n);
      const { event, changes } = pool.claim(user.address, 0n);
      assert.deepEqual([event.data.lamports, event.data.rent], [0n, context.chain.rentFor(256n)]);
      assert.deepEqual(changes.ticket, ["Ticket", undefined]);
    });
  });

  describe("when the ticket is in the middle of the queue", () => {
    it("gives the tokens back and keeps the place, empty", () => {
      const { changes } = pool.cancel(user, 1n);
      assert.deepEqual(changes, {
        "pool.queued_tokens": [60n * SOL, 40n * SOL],
        "pool.queued_lamports": [66n * SOL, 44n * SOL],
        "pool.queued_fees": [66_000_000n, 44_000_000n],
        "pool.recent_tokens": [60n * SOL, 40n * SOL],
        "pool.recent_lamports": [66n * SOL, 44n * SOL],
        "pool.recent_fees": [66_000_000n, 44_000_000n],
        "ticket.status": [0n, 2n],
        "ticket.tokens": [20n * SOL, 0n],
        "escrow.tokens": [60n * SOL, 40n * SOL],
        "user's tokens.tokens": [38_901_000_000n, 58_901_000_000n],
      });
    });

    it("lets the ticket behind it be paid, and the rent be claimed then", () => {
      pool.cancel(user, 1n);
      pool.nextEpoch();
      pool.settle(3);
      assert.equal(pool.ticket(2n).status, TicketStatus.Settled);
      const { changes, event } = pool.claim(user.address, 1n);
      assert.equal(event.data.lamports, 0n);
      assert.equal(event.data.rent, context.chain.rentFor(256n));
      assert.deepEqual(changes.ticket, ["Ticket", undefined]);
    });
  });

  describe("when it is the last one of the queue", () => {
    it("leaves an empty queue", () => {
      for (const sequence of [0n, 1n, 2n]) pool.cancel(user, sequence);
      const { queuedTokens, queuedLamports, nextSettlement, nextTicket } = pool.state;
      assert.deepEqual([queuedTokens, queuedLamports], [0n, 0n]);
      assert.equal(nextSettlement, nextTicket);
      const { cumulativeOrderedLamports, cumulativePassedLamports } = pool.state;
      assert.equal(cumulativeOrderedLamports, cumulativePassedLamports);
      assert.equal(pool.escrowed, 0n);
    });
  });

  describe("when the tokens go to somebody else", () => {
    it("pays them there", () => {
      const other = pool.user("other");
      const instruction = pool.cancelInstruction({ ...user, tokens: other.tokens }, 0n);
      context.done(instruction, [user.keypair]);
      assert.equal(pool.tokensOf(other.tokens), 10n * SOL);
    });

    it("refuses a token account of another pool", () => {
      const foreign = context.createTestPool().user();
      const instruction = pool.cancelInstruction({ ...user, tokens: foreign.tokens }, 0n);
      context.refused(instruction, [user.keypair], "WrongTokenAccount");
    });
  });

  describe("when it is not its owner who asks", () => {
    it("refuses", () => refuses(0n, "NotTicketOwner", pool.user("other")));

    it("refuses the old owner of a ticket that was given away, and obeys the new one", () => {
      const other = pool.user("other");
      const transfer = { pool: pool.deployment, ticket: pool.ticketAddress(0n), owner: user.address };
      context.done(instructions.transferTicket({ ...transfer, newOwner: other.address }), [user.keypair]);
      refuses(0n, "NotTicketOwner");
      pool.cancel(other, 0n);
      assert.equal(pool.tokensOf(other.tokens), 10n * SOL);
    });
  });

  describe("when the ticket is not in the queue", () => {
    it("refuses a cancelled one", () => {
      pool.cancel(user, 1n);
      refuses(1n, "TicketNotQueued");
    });

    it("refuses a settled one", () => {
      pool.nextEpoch();
      pool.settle(1);
      refuses(0n, "TicketNotQueued");
    });

    it("refuses one that does not exist", () => {
      const ticket = ticketAddress(pool.pdas, user.address, 1_000n);
      const options = { pool: pool.deployment, ticket, owner: user.address, destination: user.tokens };
      context.refused(instructions.cancelTicket(options), [user.keypair], "AccountOwnedByWrongProgram");
    });
  });

  describe("when a part of the ticket is paid", () => {
    it("gives back what is left of its tokens, and leaves what was paid to be claimed", () => {
      pool.nextEpoch();
      leaveInReserve(pool, 5n * SOL);
      pool.settle(); // 4,550,004,550 tokens for 4,999,999,999 lamports; see settle_tickets.
      const { changes, event } = pool.cancel(user, 0n);
      assert.deepEqual([event.data.tokens, event.data.cost], [5_449_995_450n, 0n]);
      assert.deepEqual(changes["escrow.tokens"], [55_449_995_450n, 50n * SOL]);
      assert.deepEqual(changes["pool.queued_lamports"], [60_994_994_995n, 55n * SOL]);
      assert.deepEqual(changes["pool.queued_fees"], [60_994_995n, 55_000_000n]);
      assert.deepEqual(changes["pool.cumulative_passed_lamports"], [5_005_005_005n, 11n * SOL]);
      assert.deepEqual(changes["pool.next_settlement"], [0n, 1n]);
      const claimed = pool.claim(user.address, 0n).event.data;
      assert.deepEqual([claimed.lamports, claimed.rent], [4_999_999_999n, context.chain.rentFor(256n)]);
    });
  });

  it("refuses a ticket of another pool", () => {
    const second = context.createTestPool();
    const foreign = second.user();
    second.deposit(foreign, 10n * SOL);
    second.order(foreign, SOL);
    const instruction = instructions.cancelTicket({
      pool: pool.deployment,
      ticket: second.ticketAddress(0n),
      owner: foreign.address,
      destination: user.tokens,
    });
    context.refused(instruction, [foreign.keypair], "WrongTicket");
  });

  describe("is open", () => {
    it("when the price is of an earlier epoch", () => {
      context.chain.passEpochs(3);
      pool.cancel(user, 0n);
    });
    it("while rewards are being paid out", () => {
      context.chain.setRewardsActive(true);
      pool.cancel(user, 0n);
    });
    it("while the pool is paused", () => {
      pool.injectPool("paused_until", context.chain.unixTime + 1_000n);
      pool.cancel(user, 0n);
    });
  });
});
