import assert from "node:assert/strict";
import { instructions } from "@truestake/sdk";
import { fixture, SOL, type TestContext, type TestPool, type User } from "../common";
import { pricedPool } from "./fixture";

const priced = pricedPool();

/** Ticket 0 is settled, 1 cancelled and passed, 2 queued, 3 cancelled and not passed. */
const given = fixture(() => {
  const { context, pool, user } = priced();
  for (const tokens of [10n, 20n]) pool.order(user, tokens * SOL);
  pool.cancel(user, 1n);
  pool.nextEpoch();
  pool.order(user, 30n * SOL);
  pool.order(user, 5n * SOL);
  pool.cancel(user, 3n);
  pool.settle(2);
  return { context, pool, user };
});

describe("claim_ticket", () => {
  let context: TestContext;
  let pool: TestPool;
  let user: User;
  let rent: bigint;

  beforeEach(() => {
    ({ context, pool, user } = given());
    rent = context.chain.rentFor(176n);
  });

  const refuses = (sequence: bigint, error: string) =>
    context.refused(pool.claimInstruction(user.address, sequence), [], error);

  describe("when the ticket is settled", () => {
    it("pays its owner with the rent and closes it; anybody may ask for it", () => {
      const lamports = context.chain.balance(user.address);
      const { changes, event } = pool.claim(user.address, 0n);
      assert.deepEqual(changes, {
        ticket: ["Ticket", undefined],
        "ticket.lamports": [10_989_000_000n + rent, 0n],
        "user.lamports": [lamports, lamports + 10_989_000_000n + rent],
      });
      // 11 SOL left for 10 tokens, less a fee of 11 lamports in 10,000 that stays.
      const books = { total: 99_000_000_000n, supply: 90n * SOL };
      assert.deepEqual(event, {
        name: "TicketClaimed",
        data: {
          pool: pool.pdas.pool.toBase58(),
          owner: user.address.toBase58(),
          ticket: pool.ticketAddress(0n).toBase58(),
          sequence: 0n,
          lamports: 10_989_000_000n,
          rent,
          before: books,
          after: books,
        },
      });
    });

    it("pays what was sent to the ticket too", () => {
      context.chain.donate(pool.ticketAddress(0n), 77n);
      const { event } = pool.claim(user.address, 0n);
      assert.equal(event.data.rent, rent + 77n);
    });

    it("refuses to pay it twice", () => {
      pool.claim(user.address, 0n);
      refuses(0n, "AccountOwnedByWrongProgram");
    });

    it("refuses to pay somebody else", () => {
      const other = pool.user("other");
      context.refused(pool.claimInstruction(other.address, 0n), [], "WrongTicketOwner");
    });
  });

  describe("when the ticket was cancelled", () => {
    it("returns the rent once the queue has passed it", () => {
      const { changes, event } = pool.claim(user.address, 1n);
      assert.deepEqual([event.data.lamports, event.data.rent], [0n, rent]);
      assert.deepEqual(changes.ticket, ["Ticket", undefined]);
    });

    it("refuses while it still holds its place", () => refuses(3n, "TicketNotSettled"));
  });

  describe("when the ticket is in the queue", () => {
    it("refuses", () => refuses(2n, "TicketNotSettled"));

    it("refuses even where the books say that the queue has passed it", () => {
      pool.injectPool("next_settlement", 3n);
      refuses(2n, "TicketNotSettled");
    });
  });

  it("refuses a ticket of another pool", () => {
    const second = context.createTestPool();
    const instruction = instructions.claimTicket({
      pool: second.addresses,
      ticket: pool.ticketAddress(0n),
      owner: user.address,
    });
    context.refused(instruction, [], "WrongTicket");
  });

  it("is open in a later epoch, while rewards are being paid out and the pool is paused", () => {
    context.chain.passEpochs(3);
    context.chain.setRewardsActive(true);
    pool.injectPool("paused_until", context.chain.unixTime + 1_000n);
    pool.claim(user.address, 0n);
  });
});
