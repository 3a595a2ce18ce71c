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

  const isFree = (sequence: bigint) => {
    const before = pool.books;
    assert.equal(cost(sequence), 0n);
    assert.deepEqual(pool.books, before);
    assert.equal(pool.state.pendingGain, 0n);
  };

  describe("in the epoch of the order", () => {
    it("is nothing until its moving part begins, and what idles from then on: 10 basis points before anything was earned", () => {
      pool.order(user, 100n * SOL);
      pool.order(user, 10n * SOL);
      context.chain.advanceSlots(pool.movingSlot - 1n - context.chain.slot);
      isFree(1n);
      context.chain.advanceSlots(1n);
      const { changes, event } = pool.cancel(user, 0n);
      assert.deepEqual([event.data.tokens, event.data.cost], [99_900_000_000n, 100_000_000n]);
      assert.deepEqual(event.data.before, { total: 300n * SOL, supply: 300n * SOL });
      assert.deepEqual(event.data.after, { total: 299_900_000_000n, supply: 299_900_000_000n });
      // The tokens are burned; what they were worth is a gain of the next update.
      assert.deepEqual(changes["mint.supply"], [300n * SOL, 299_900_000_000n]);
      assert.deepEqual(changes["escrow.tokens"], [100n * SOL, 0n]);
      assert.deepEqual(changes["pool.pending_gain"], [0n, 100_000_000n]);
    });

    it("is bounded by the least tokens that may come back", () => {
      const sequence = pool.order(user, 100n * SOL);
      pool.toMovingPart();
      const cancel = (minimumTokensOut: bigint) =>
        instructions.cancelTicket({
          ...{ pool: pool.deployment, ticket: pool.ticketAddress(sequence), owner: user.address },
          ...{ destination: user.tokens, minimumTokensOut },
        });
      context.refused(cancel(99_900_000_001n), [user.keypair], "SlippageExceeded");
      const { event } = context.done(cancel(99_900_000_000n), [user.keypair]);
      assert.equal(event.data.tokens, 99_900_000_000n);
    });

    it("is the same whether stake has moved for it or not", () => {
      pool.order(user, 100n * SOL);
      pool.toMovingPart();
      const state = context.chain.snapshot();
      assert.equal(cost(0n), 100_000_000n);
      context.chain.rewind(state);
      pool.deactivateAll();
      assert.equal(cost(0n), 100_000_000n);
    });

    it("is the same for a ticket that was ordered in the moving part", () => {
      pool.toMovingPart().order(user, 10n * SOL);
      assert.equal(cost(0n), 10_000_000n);
    });

    it("is the highest rate of the last updates", () => {
      pool.injectPool("idle_rates[3]", 400_000n);
      pool.injectPool("idle_rates[6]", 100_000n);
      pool.order(user, 100n * SOL);
      pool.toMovingPart();
      assert.equal(cost(0n), 40_000_000n); // 4 basis points of 100 SOL.
    });

    it("is ceiled against who cancels; the gain is floored", () => {
      const priced = pricedPool()();
      const sequence = priced.pool.order(priced.user, 3_333_333_333n);
      const { event, changes } = priced.pool.toMovingPart().cancel(priced.user, sequence);
      assert.equal(event.data.cost, 3_333_334n); // 3,333,333.3
      assert.deepEqual(changes["pool.pending_gain"], [0n, 3_666_667n]); // 3,666,667.4
    });
  });

  describe("in later epochs", () => {
    // The ticket leaves its fee of a thousandth to the 200 other tokens, so the ask is (300 − 99.9) ÷ 200 = 1.0005. What it is paid,
    // 99.9 SOL less a thousandth that idles, buys 99,800,100,000 ÷ 1.0005 = 99,750,224,887.6 tokens.
    const BACK = 99_750_224_887n;

    it("is an exit and an entry: what the ticket would be paid, less what idles, buys tokens at the ask", () => {
      pool.order(user, 100n * SOL);
      pool.nextEpoch();
      const { event, changes } = pool.cancel(user, 0n);
      assert.deepEqual([event.data.tokens, event.data.cost], [BACK, 100n * SOL - BACK]);
      assert.deepEqual(changes["pool.pending_gain"], [0n, 100n * SOL - BACK]);
      assert.deepEqual(changes["mint.supply"], [300n * SOL, 200n * SOL + BACK]);
    });

    it("is the same while the price is out of date, when stake is back, and in the moving part", () => {
      pool.order(user, 100n * SOL);
      pool.deactivateAll();
      context.chain.passEpochs(1);
      const state = context.chain.snapshot();
      assert.equal(cost(0n), 100n * SOL - BACK);
      context.chain.rewind(state);
      pool.update();
      pool.toMovingPart();
      assert.equal(cost(0n), 100n * SOL - BACK);
    });

    it("gives no more back when the price has risen since", () => {
      pool.order(user, 100n * SOL);
      context.chain.donate(pool.pdas.reserve, 30n * SOL);
      pool.nextEpoch();
      // What it would be paid, 99.9 SOL, is what it was. The reward fee was 3 SOL, in 2.75 tokens: (330 − 99.9) ÷ 202.75 = 1.1349 is the
      // ask, and 99.8 SOL buy 87.94 tokens.
      assert((pool.cancel(user, 0n).event.data.tokens as bigint) < 88n * SOL);
    });

    it("lets the burned tokens' share of what is being released wait too", () => {
      pool.order(user, 100n * SOL);
      context.chain.donate(pool.pdas.reserve, 30n * SOL);
      pool.nextEpoch();
      const { chain } = context;
      const unreleased = pool.state.releaseLamports;
      const { event, changes } = pool.cancel(user, 0n);
      const { cost, before } = event.data as unknown as { cost: bigint; before: { total: bigint; supply: bigint } };
      const left = (before.total * cost) / before.supply + (unreleased * cost) / before.supply;
      assert.deepEqual(changes["pool.pending_gain"], [0n, left]);
      assert.deepEqual(changes["pool.release_lamports"], [
        unreleased,
        unreleased - (unreleased * cost) / before.supply,
      ]);
      assert.equal(pool.state.releaseStartSlot, chain.slot);
    });

    it("loses what idles where no token can be bought", () => {
      pool.order(user, 100n * SOL);
      pool.nextEpoch();
      for (const field of ["reserve_lamports", "staked_lamports"]) pool.injectPool(field, 0n);
      assert.equal(cost(0n), 100_000_000n);
    });

    it("refuses to give no token back", () => {
      pool.order(user, 100n * SOL);
      pool.nextEpoch();
      // All that is held is a gain that waits: the ticket would be paid nothing.
      pool.injectPool("pending_gain", 300n * SOL);
      context.refused(pool.cancelInstruction(user, 0n), [user.keypair], "ZeroResult");
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
      const owned = { ticket, owner: user.address, destination: user.tokens };
      const options = { pool: pool.deployment, ...owned, minimumTokensOut: 0n };
      context.refused(instructions.cancelTicket(options), [user.keypair], "AccountOwnedByWrongProgram");
    });
  });

  describe("when a part of the ticket is paid", () => {
    it("gives back what is left of its tokens, and leaves what was paid to be claimed", () => {
      pool.nextEpoch();
      leaveInReserve(pool, 5n * SOL);
      pool.settle(); // 4,550,004,550 tokens for 4,999,999,999 lamports; see settle_tickets.
      const { changes, event } = pool.cancel(user, 0n);
      // 5.989 SOL would be paid on the rest, less a thousandth; 44,066,000,001 ÷ 40,000,000,000 is the ask.
      assert.deepEqual([event.data.tokens, event.data.cost], [5_430_954_477n, 5_449_995_450n - 5_430_954_477n]);
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
      minimumTokensOut: 0n,
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
