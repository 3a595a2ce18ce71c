import assert from "node:assert/strict";
import { Keypair, type PublicKey, SystemProgram } from "@solana/web3.js";
import { instructions, TicketStatus } from "@truestake/sdk";
import { fixture, SOL, type TestContext, type TestPool, U64_MAX, type User } from "../common";
import { pricedPool } from "./fixture";

const priced = pricedPool();

/** Three due tickets for 11, 22 and 33 SOL, with 110 SOL in the reserve. */
const given = fixture(() => {
  const { context, pool, user } = priced();
  for (const tokens of [10n, 20n, 30n]) pool.order(user, tokens * SOL);
  pool.nextEpoch();
  return { context, pool, user };
});

describe("settle_tickets", () => {
  let context: TestContext;
  let pool: TestPool;
  let user: User;

  beforeEach(() => {
    ({ context, pool, user } = given());
  });

  const settle = (...tickets: PublicKey[]) => instructions.settleTickets({ pool: pool.addresses, tickets });
  const ticket = (sequence: bigint) => pool.ticketAddress(sequence);
  const refuses = (error: string, ...sequences: bigint[]) =>
    context.refused(settle(...sequences.map(ticket)), [], error);

  describe("when the reserve has enough", () => {
    it("burns the tokens and puts the SOL, less the fee, into the ticket", () => {
      const rent = context.chain.rentFor(176n);
      const { changes, event } = context.done(settle(ticket(0n)));
      assert.deepEqual(changes, {
        "pool.supply": [100n * SOL, 90n * SOL],
        "pool.reserve_lamports": [110n * SOL, 110n * SOL - 10_989_000_000n],
        "pool.fee_credit": [0n, 11_000_000n],
        "pool.pending_gain": [0n, 11_000_000n],
        "pool.next_settlement": [0n, 1n],
        "pool.queued_tokens": [60n * SOL, 50n * SOL],
        "pool.queued_lamports": [66n * SOL, 55n * SOL],
        "pool.settled_count": [0n, 11n * SOL],
        "mint.supply": [100n * SOL, 90n * SOL],
        "escrow.tokens": [60n * SOL, 50n * SOL],
        "reserve.lamports": [110n * SOL + 890_880n, 110n * SOL - 10_989_000_000n + 890_880n],
        "ticket.lamports": [rent, rent + 10_989_000_000n],
        "ticket.status": [0n, 1n],
        "ticket.settled_lamports": [0n, 10_989_000_000n],
        "ticket.settled_epoch": [0n, context.chain.epoch],
      });
      assert.deepEqual(event, {
        name: "TicketsSettled",
        data: {
          pool: pool.pdas.pool.toBase58(),
          first_sequence: 0n,
          next_sequence: 1n,
          tokens: 10n * SOL,
          lamports: 10_989_000_000n,
          fee: 11_000_000n,
          before: { total: 110n * SOL, supply: 100n * SOL },
          after: { total: 99n * SOL, supply: 90n * SOL },
        },
      });
    });

    it("settles as many as are given, in order, with one event", () => {
      const { event } = context.done(settle(ticket(0n), ticket(1n), ticket(2n)));
      assert.deepEqual([event.data.first_sequence, event.data.next_sequence], [0n, 3n]);
      assert.equal(event.data.tokens, 60n * SOL);
      assert.equal(pool.escrowed, 0n);
      for (const sequence of [0n, 1n, 2n]) assert.equal(pool.ticket(sequence).status, TicketStatus.Settled);
    });

    it("never lowers the price for those who stay", () => {
      const before = pool.books;
      pool.settle(3);
      const after = pool.books;
      assert(after.total * before.supply >= before.total * after.supply);
      const { pendingGain, feeCredit } = pool.state;
      assert(pendingGain > 0n, "the fee stays with them, from the next update on");
      assert.equal(feeCredit, pendingGain, "and no other is charged on it");
    });
  });

  describe("when the price has changed since the order", () => {
    it("pays no more than when it was ordered", () => {
      context.chain.donate(pool.pdas.reserve, 40n * SOL);
      pool.nextEpoch();
      pool.nextEpoch();
      assert.equal(pool.books.total, 150n * SOL);
      pool.settle();
      assert.equal(pool.ticket(0n).settledLamports, 10_989_000_000n);
    });

    it("pays less after a loss, to the lamport", () => {
      context.chain.setLamports(pool.pdas.reserve, 90n * SOL + 890_880n);
      pool.nextEpoch();
      const { event } = pool.settle();
      // 10 tokens of 100 are worth 9 SOL; the fee is 9 thousandths.
      assert.equal(pool.ticket(0n).settledLamports, 8_991_000_000n);
      assert.equal(event.data.fee, 9_000_000n);
    });

    it("gets through the queue of a pool that has lost everything", () => {
      context.chain.setLamports(pool.pdas.reserve, 890_880n);
      pool.nextEpoch();
      const { event } = pool.settle(3);
      assert.equal(event.data.lamports, 0n);
      assert.equal(event.data.tokens, 60n * SOL);
      assert.equal(pool.ticket(2n).settledLamports, 0n);
    });

    it("charges the fee of the order, not of now", () => {
      pool.injectPool("fees.ticket", 50n);
      pool.settle();
      assert.equal(pool.ticket(0n).settledLamports, 10_989_000_000n);
    });
  });

  describe("when the reserve is short", () => {
    it("settles those it can pay, and leaves the rest in place", () => {
      pool.injectPool("reserve_lamports", 32_967_000_000n); // 11 and 22 SOL, less fees
      pool.injectPool("staked_lamports", 110n * SOL - 32_967_000_000n);
      const { event } = context.done(settle(ticket(0n), ticket(1n), ticket(2n)));
      assert.equal(event.data.next_sequence, 2n);
      assert.equal(pool.state.reserveLamports, 0n);
      assert.equal(pool.ticket(2n).status, TicketStatus.Queued);
      refuses("ReserveTooLow", 2n);
    });

    it("refuses when a lamport is missing for the first", () => {
      pool.injectPool("reserve_lamports", 10_988_999_999n);
      pool.injectPool("staked_lamports", 110n * SOL - 10_988_999_999n);
      refuses("ReserveTooLow", 0n);
    });

    it("lets nobody overtake", () => {
      pool.injectPool("reserve_lamports", 0n);
      pool.injectPool("staked_lamports", 110n * SOL);
      refuses("TicketOutOfOrder", 1n);
      refuses("ReserveTooLow", 0n, 1n);
    });
  });

  describe("when the tickets are not the next ones", () => {
    it("refuses the second without the first", () => refuses("TicketOutOfOrder", 1n));

    it("settles up to a gap", () => {
      const { event } = context.done(settle(ticket(0n), ticket(2n)));
      assert.equal(event.data.next_sequence, 1n);
    });

    it("skips those that the queue has passed: two callers may race", () => {
      pool.settle();
      const { event } = context.done(settle(ticket(0n), ticket(1n)));
      assert.deepEqual([event.data.first_sequence, event.data.next_sequence], [1n, 2n]);
    });

    it("does nothing when the queue has passed all of them", () => {
      pool.settle(2);
      const { changes, events } = context.done(settle(ticket(0n), ticket(1n)));
      assert.deepEqual(changes, {});
      assert.deepEqual(events, []);
    });

    it("settles a ticket given twice once", () => {
      const { event } = context.done(settle(ticket(0n), ticket(0n)));
      assert.equal(event.data.tokens, 10n * SOL);
    });

    it("passes cancelled ones, and says so", () => {
      pool.cancel(user, 1n);
      const { event } = pool.settle(3);
      assert.equal(event.data.tokens, 40n * SOL);
      assert.equal(event.data.next_sequence, 3n);
      assert.equal(pool.ticket(1n).status, TicketStatus.Cancelled);
    });

    it("passes a cancelled one at the head in the epoch of its order too", () => {
      pool.settle(3);
      pool.order(user, 2n * SOL);
      pool.order(user, 2n * SOL);
      pool.cancel(user, 4n);
      pool.cancel(user, 3n);
      const { event, changes } = pool.settle();
      assert.equal(event.data.next_sequence, 5n);
      assert.equal(changes["pool.supply"], undefined);
    });
  });

  describe("when the ticket was ordered in this epoch", () => {
    it("refuses until the next", () => {
      pool.settle(3);
      pool.order(user, 5n * SOL);
      refuses("TicketNotDue", 3n);
      pool.nextEpoch();
      pool.settle();
    });
  });

  describe("when the accounts are no tickets of this pool", () => {
    it("refuses a ticket of another pool", () => {
      const second = context.createTestPool();
      const foreign = second.user();
      second.deposit(foreign, 10n * SOL);
      second.order(foreign, SOL);
      context.refused(settle(second.ticketAddress(0n)), [], "WrongTicket");
      context.refused(settle(ticket(0n), second.ticketAddress(0n)), [], "WrongTicket");
    });

    it("refuses another account of the program", () => {
      context.refused(settle(pool.pdas.validators), [], "AccountDiscriminatorMismatch");
    });

    it("refuses an account of another program", () => {
      context.refused(settle(user.tokens), [], "AccountOwnedByWrongProgram");
    });

    it("goes past an account that is not there: somebody else settled and claimed it", () => {
      const { changes, events } = context.done(settle(Keypair.generate().publicKey));
      assert.deepEqual([changes, events], [{}, []]);
      context.done(settle(ticket(0n)));
      pool.claim(user.address, 0n);
      context.done(settle(ticket(0n), ticket(1n)));
      assert.equal(pool.state.nextSettlement, 2n);
    });

    it("refuses an account of nobody's that holds data", () => {
      const address = Keypair.generate().publicKey;
      const lamports = Number(context.chain.rentFor(80n));
      const { programId: owner } = SystemProgram;
      context.chain.setAccount(address, { lamports, data: Buffer.alloc(80), owner, executable: false });
      context.refused(settle(address), [], "AccountOwnedByWrongProgram");
    });

    it("refuses a ticket that is read only", () => {
      const instruction = settle(ticket(0n));
      for (const key of instruction.keys) if (key.pubkey.equals(ticket(0n))) key.isWritable = false;
      context.refused(instruction, [], "AccountNotMutable");
    });

    it("refuses to be called without any", () => context.refused(settle(), [], "WrongAccountCount"));
  });

  describe("when it is not the time", () => {
    it("refuses in the epoch after the last update", () => {
      context.chain.passEpochs(1);
      refuses("PoolOutOfDate", 0n);
    });
    it("refuses while rewards are being paid out", () => {
      context.chain.setRewardsActive(true);
      refuses("EpochRewardsActive", 0n);
    });
    it("is open while the pool is paused", () => {
      pool.injectPool("paused_until", context.chain.unixTime + 1_000n);
      pool.settle(3);
    });
    it("is open while the mint has more tokens than the books", () => {
      pool.injectSupply(100n * SOL + 1n);
      pool.settle(3);
    });
  });

  it("counts the lamports of the queue round and round", () => {
    pool.injectPool("settled_count", U64_MAX);
    pool.settle();
    assert.equal(pool.state.settledCount, 11n * SOL - 1n);
  });
});
