import assert from "node:assert/strict";
import { instructions, TicketStatus } from "@truestake/sdk";
import { fixture, SOL, type TestContext, type TestPool, type User } from "../common";
import { leaveInReserve, loseEverything, pricedPool, stakedPool } from "./fixture";

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
    rent = context.chain.rentFor(256n);
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

  describe("when somebody else paid the rent", () => {
    let payer: User;

    beforeEach(() => {
      payer = pool.user("payer");
      const instruction = pool.orderInstruction(user, SOL, 1n, { payer: payer.address });
      context.done(instruction, [user.keypair, payer.keypair]);
      pool.nextEpoch();
      pool.settle(3);
    });

    it("returns it to them, with whatever was sent there, and pays the owner the rest", () => {
      context.chain.donate(pool.ticketAddress(4n), 77n);
      const [ofOwner, ofPayer] = [user, payer].map(({ address }) => context.chain.balance(address)) as [bigint, bigint];
      const { event } = pool.claim(user.address, 4n);
      assert.deepEqual([event.data.lamports, event.data.rent], [1_098_900_000n, rent + 77n]);
      assert.equal(context.chain.balance(user.address), ofOwner + 1_098_900_000n);
      assert.equal(context.chain.balance(payer.address), ofPayer + rent + 77n);
    });

    it("refuses anybody else, the owner too, as who paid it", () => {
      const options = { pool: pool.deployment, ticket: pool.ticketAddress(4n), owner: user.address };
      for (const rentPayer of [user.address, context.payer.publicKey]) {
        context.refused(instructions.claimTicket({ ...options, rentPayer }), [], "WrongTicketOwner");
      }
    });
  });

  describe("when a part of the ticket is paid", () => {
    /** Ticket 2, of 30 tokens and 33 SOL, is the head and is paid what the reserve has. */
    const pay = (lamports: bigint) => {
      leaveInReserve(pool, lamports);
      return pool.settle().event.data.lamports as bigint;
    };

    beforeEach(() => {
      pool.nextEpoch();
    });

    it("pays each part as it comes, and closes the account with the last", () => {
      const parts = [5n * SOL, 7n * SOL];
      let paid = 0n;
      for (const part of parts) {
        const lamports = pay(part);
        paid += lamports;
        const before = context.chain.balance(user.address);
        const { changes, event } = pool.claim(user.address, 2n);
        assert.deepEqual([event.data.lamports, event.data.rent], [lamports, 0n]);
        assert.deepEqual(changes, {
          "ticket.lamports": [rent + lamports, rent],
          "ticket.claimable_lamports": [lamports, 0n],
          "user.lamports": [before, before + lamports],
        });
        refuses(2n, "TicketNotSettled");
      }
      const last = pay(40n * SOL);
      paid += last;
      const { changes, event } = pool.claim(user.address, 2n);
      assert.deepEqual([event.data.lamports, event.data.rent], [last, rent]);
      assert.deepEqual(changes.ticket, ["Ticket", undefined]);
      // 33 SOL less a thousandth; a few lamports stay with each part.
      assert(paid <= 32_967_000_000n && paid > 32_966_999_990n, `${paid}`);
    });

    it("pays several parts at once", () => {
      const paid = pay(5n * SOL) + pay(7n * SOL);
      assert.equal(pool.ticket(2n).claimableLamports, paid);
      assert.equal(pool.claim(user.address, 2n).event.data.lamports, paid);
      assert.deepEqual([pool.ticket(2n).claimableLamports, pool.ticket(2n).paidLamports], [0n, paid]);
    });

    it("is open in a later epoch, while rewards are being paid out and the pool is paused", () => {
      const paid = pay(5n * SOL);
      context.chain.passEpochs(3);
      context.chain.setRewardsActive(true);
      pool.injectPool("paused_until", context.chain.unixTime + 1_000n);
      assert.equal(pool.claim(user.address, 2n).event.data.lamports, paid);
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

  it("refuses one that the queue has passed unpaid, until its owner has taken the tokens back", () => {
    const lost = stakedPool()();
    const sequence = lost.pool.order(lost.user, 100n * SOL);
    loseEverything(lost.pool);
    lost.pool.nextEpoch();
    lost.pool.settle();
    assert.equal(lost.pool.ticket(sequence).status, TicketStatus.Returned);
    lost.context.refused(lost.pool.claimInstruction(lost.user.address, sequence), [], "TicketNotSettled");
    lost.pool.cancel(lost.user, sequence);
    lost.pool.claim(lost.user.address, sequence);
  });

  it("refuses a ticket of another pool", () => {
    const second = context.createTestPool();
    const instruction = instructions.claimTicket({
      pool: second.deployment,
      ticket: pool.ticketAddress(0n),
      owner: user.address,
      rentPayer: user.address,
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
