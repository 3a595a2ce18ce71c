import assert from "node:assert/strict";
import { instructions, TicketStatus } from "@truestake/sdk";
import { fixture, SOL, type TestContext, type TestPool, type User } from "../common";
import { pricedPool } from "./fixture";

const priced = pricedPool();

/** Three tickets of 10, 20 and 30 tokens. */
const given = fixture(() => {
  const { context, pool, user } = priced();
  for (const tokens of [10n, 20n, 30n]) pool.order(user, tokens * SOL);
  return { context, pool, user };
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
    it("gives tokens and rent back, closes the ticket and moves the head on", () => {
      const rent = context.chain.rentFor(176n);
      const lamports = context.chain.balance(user.address);
      const { changes, event } = pool.cancel(user, 0n);
      assert.deepEqual(changes, {
        "user.lamports": [lamports, lamports + rent],
        "pool.next_settlement": [0n, 1n],
        "pool.queued_tokens": [60n * SOL, 50n * SOL],
        "pool.queued_lamports": [66n * SOL, 55n * SOL],
        "pool.settled_count": [0n, 11n * SOL],
        ticket: ["Ticket", undefined],
        "ticket.lamports": [rent, 0n],
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
          before: books,
          after: books,
        },
      });
    });
  });

  describe("when the ticket is in the middle of the queue", () => {
    it("gives the tokens back and keeps the place, empty", () => {
      const { changes } = pool.cancel(user, 1n);
      assert.deepEqual(changes, {
        "pool.queued_tokens": [60n * SOL, 40n * SOL],
        "pool.queued_lamports": [66n * SOL, 44n * SOL],
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
      assert.equal(event.data.rent, context.chain.rentFor(176n));
      assert.deepEqual(changes.ticket, ["Ticket", undefined]);
    });
  });

  describe("when it is the last one of the queue", () => {
    it("leaves an empty queue", () => {
      for (const sequence of [0n, 1n, 2n]) pool.cancel(user, sequence);
      const { queuedTokens, queuedLamports, nextSettlement, nextTicket, orderedCount, settledCount } = pool.state;
      assert.deepEqual([queuedTokens, queuedLamports], [0n, 0n]);
      assert.equal(nextSettlement, nextTicket);
      assert.equal(orderedCount, settledCount);
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
      const transfer = { pool: pool.addresses, ticket: pool.ticketAddress(0n), owner: user.address };
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

    it("refuses one that does not exist", () => refuses(3n, "AccountOwnedByWrongProgram"));
  });

  it("refuses a ticket of another pool", () => {
    const second = context.createTestPool();
    const foreign = second.user();
    second.deposit(foreign, 10n * SOL);
    second.order(foreign, SOL);
    const instruction = instructions.cancelTicket({
      pool: pool.addresses,
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
