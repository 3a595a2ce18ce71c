import assert from "node:assert/strict";
import { Keypair, type PublicKey, SystemProgram } from "@solana/web3.js";
import { instructions, TicketStatus } from "@truestake/sdk";
import {
  fixture,
  LIMITS,
  rentOf,
  SOL,
  type TestContext,
  type TestPool,
  U64_MAX,
  type User,
  WALLET_RENT,
} from "../common";
import { leaveInReserve, loseEverything, pricedPool, stakedPool } from "./fixture";

const priced = pricedPool();
const staked = stakedPool();

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

  const settle = (...tickets: PublicKey[]) => instructions.settleTickets({ pool: pool.deployment, tickets });
  const ticket = (sequence: bigint) => pool.ticketAddress(sequence);
  const refuses = (error: string, ...sequences: bigint[]) =>
    context.refused(settle(...sequences.map(ticket)), [], error);

  describe("when the reserve has enough", () => {
    it("burns the tokens and puts the SOL, less the fee, into the ticket", () => {
      const rent = context.chain.rentFor(256n);
      const { changes, event } = context.done(settle(ticket(0n)));
      assert.deepEqual(changes, {
        "pool.supply": [100n * SOL, 90n * SOL],
        "pool.reserve_lamports": [110n * SOL, 110n * SOL - 10_989_000_000n],
        "pool.pending_gain": [0n, 11_000_000n],
        "pool.next_settlement": [0n, 1n],
        "pool.queued_tokens": [60n * SOL, 50n * SOL],
        "pool.queued_lamports": [66n * SOL, 55n * SOL],
        "pool.queued_fees": [66_000_000n, 55_000_000n],
        "pool.queue_epoch": [context.chain.epoch - 1n, context.chain.epoch],
        "pool.recent_tokens": [60n * SOL, 0n],
        "pool.recent_lamports": [66n * SOL, 0n],
        "pool.recent_fees": [66_000_000n, 0n],
        "pool.cumulative_passed_lamports": [0n, 11n * SOL],
        "mint.supply": [100n * SOL, 90n * SOL],
        "escrow.tokens": [60n * SOL, 50n * SOL],
        "reserve.lamports": [110n * SOL + WALLET_RENT, 110n * SOL - 10_989_000_000n + WALLET_RENT],
        "ticket.lamports": [rent, rent + 10_989_000_000n],
        "ticket.status": [0n, 1n],
        "ticket.tokens": [10n * SOL, 0n],
        "ticket.ordered_lamports": [11n * SOL, 0n],
        "ticket.claimable_lamports": [0n, 10_989_000_000n],
        "ticket.paid_lamports": [0n, 10_989_000_000n],
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
      // A thousandth of 66 SOL stays with them, from the next update on.
      assert.equal(pool.state.pendingGain, 66_000_000n);
    });
  });

  describe("when the price has changed since the order", () => {
    it("pays no more than when it was ordered", () => {
      context.chain.donate(pool.pdas.reserve, 40n * SOL);
      pool.nextEpoch();
      pool.nextEpoch();
      assert.equal(pool.books.total, 150n * SOL);
      pool.settle();
      assert.equal(pool.ticket(0n).paidLamports, 10_989_000_000n);
    });

    it("leaves what the tickets' value gained since their order to the next update", () => {
      context.chain.donate(pool.pdas.reserve, 40n * SOL);
      pool.nextEpoch();
      pool.nextEpoch(); // 150 SOL for 100 tokens: 10 are worth 15, and are paid 10.989.
      const { changes, event } = pool.settle();
      assert.deepEqual(changes["pool.pending_gain"], [0n, 4_011_000_000n]);
      assert.deepEqual(event.data.after, { total: 135n * SOL, supply: 90n * SOL });
    });

    it("pays a loss that is being made good out of what is released: the queue bears no more than who stays", () => {
      context.chain.setLamports(pool.pdas.reserve, 88n * SOL + WALLET_RENT);
      pool.nextEpoch();
      context.chain.donate(pool.pdas.reserve, 11n * SOL);
      context.chain.passEpochs(1);
      pool.update(); // 88 SOL for 100 tokens, and 11 SOL on their way: 9.9 for 10 tokens, 1.1 of them out of the release.
      const { changes, event } = pool.settle();
      assert.equal(pool.ticket(0n).paidLamports, 9_890_100_000n);
      assert.deepEqual(changes["pool.release_lamports"], [11n * SOL, 9_900_000_000n]);
      assert.deepEqual(changes["pool.pending_gain"], [0n, 9_900_000n]);
      assert.deepEqual(event.data.after, { total: 79_200_000_000n, supply: 90n * SOL });
      assert.equal(pool.state.reserveLamports, 99n * SOL - 9_890_100_000n);
    });

    it("measures the reserve first: a loss is known in the settlement itself", () => {
      context.chain.setLamports(pool.pdas.reserve, 90n * SOL + WALLET_RENT);
      const { event } = pool.settle();
      assert.deepEqual(event.data.before, { total: 110n * SOL, supply: 100n * SOL });
      assert.equal(pool.ticket(0n).paidLamports, 8_991_000_000n); // 9 SOL less a thousandth.
    });

    it("measures the reserve first: a gift pays tickets, and is a gain of the next update", () => {
      leaveInReserve(pool, 0n);
      context.chain.donate(pool.pdas.reserve, 11n * SOL);
      const { changes } = pool.settle();
      assert.deepEqual(changes["pool.reserve_lamports"], [0n, 11_000_000n]);
      assert.deepEqual(changes["pool.pending_gain"], [0n, 11n * SOL + 11_000_000n]);
    });

    it("pays less after a loss, to the lamport", () => {
      context.chain.setLamports(pool.pdas.reserve, 90n * SOL + WALLET_RENT);
      pool.nextEpoch();
      const { event } = pool.settle();
      // 10 tokens of 100 are worth 9 SOL; the fee is 9 thousandths.
      assert.equal(pool.ticket(0n).paidLamports, 8_991_000_000n);
      assert.equal(event.data.fee, 9_000_000n);
    });

    it("gets through the queue of a pool that has lost everything", () => {
      context.chain.setLamports(pool.pdas.reserve, WALLET_RENT);
      pool.nextEpoch();
      const { event } = pool.settle(3);
      assert.equal(event.data.lamports, 0n);
      assert.equal(event.data.tokens, 60n * SOL);
      assert.equal(pool.ticket(2n).paidLamports, 0n);
    });

    it("charges the fee of the order, not of now", () => {
      pool.injectPool("fees.now.ticket", 50n);
      pool.settle();
      assert.equal(pool.ticket(0n).paidLamports, 10_989_000_000n);
    });
  });

  describe("when the reserve is short", () => {
    it("settles those it can pay, and leaves the rest in place", () => {
      leaveInReserve(pool, 32_967_000_000n); // 11 and 22 SOL, less fees
      const { event } = context.done(settle(ticket(0n), ticket(1n), ticket(2n)));
      assert.equal(event.data.next_sequence, 2n);
      assert.equal(pool.state.reserveLamports, 0n);
      assert.equal(pool.ticket(2n).status, TicketStatus.Queued);
      refuses("ReserveTooLow", 2n);
    });

    it("pays the head a part, to the lamport", () => {
      leaveInReserve(pool, 5n * SOL);
      const rent = context.chain.rentFor(256n);
      const { changes, event } = context.done(settle(ticket(0n), ticket(1n)));
      // 10 tokens would be paid 10.989 SOL; 5 SOL are for 4,550,004,550.004 of them. Those are worth 5,005,005,005 lamports, of
      // which a thousandth, ceiled, is 5,005,006.
      const [tokens, ordered, net] = [4_550_004_550n, 5_005_005_005n, 4_999_999_999n];
      assert.deepEqual(changes, {
        "pool.supply": [100n * SOL, 100n * SOL - tokens],
        "pool.reserve_lamports": [5n * SOL, 1n],
        "pool.pending_gain": [0n, 5_005_006n],
        "pool.queued_tokens": [60n * SOL, 60n * SOL - tokens],
        "pool.queued_lamports": [66n * SOL, 66n * SOL - ordered],
        // What is left, 5,994,994,995 lamports, has a fee of 5,994,995.
        "pool.queued_fees": [66_000_000n, 60_994_995n],
        "pool.queue_epoch": [context.chain.epoch - 1n, context.chain.epoch],
        "pool.recent_tokens": [60n * SOL, 0n],
        "pool.recent_lamports": [66n * SOL, 0n],
        "pool.recent_fees": [66_000_000n, 0n],
        "pool.cumulative_passed_lamports": [0n, ordered],
        "mint.supply": [100n * SOL, 100n * SOL - tokens],
        "escrow.tokens": [60n * SOL, 60n * SOL - tokens],
        "reserve.lamports": [5n * SOL + WALLET_RENT, WALLET_RENT + 1n],
        "ticket.lamports": [rent, rent + net],
        "ticket.tokens": [10n * SOL, 10n * SOL - tokens],
        "ticket.ordered_lamports": [11n * SOL, 11n * SOL - ordered],
        "ticket.claimable_lamports": [0n, net],
        "ticket.paid_lamports": [0n, net],
        "ticket.settled_epoch": [0n, context.chain.epoch],
      });
      assert.deepEqual(event.data, {
        pool: pool.pdas.pool.toBase58(),
        first_sequence: 0n,
        next_sequence: 0n,
        tokens,
        lamports: net,
        fee: 5_005_006n,
        before: { total: 110n * SOL, supply: 100n * SOL },
        // 4,550,004,550 tokens are worth 5,005,005,005 lamports.
        after: { total: 110n * SOL - ordered, supply: 100n * SOL - tokens },
      });
    });

    it("goes on with the same head when more has come, and pays no more in parts than at once", () => {
      leaveInReserve(pool, 5n * SOL);
      pool.settle();
      refuses("ReserveTooLow", 0n);
      leaveInReserve(pool, 20n * SOL);
      const { event } = context.done(settle(ticket(0n), ticket(1n)));
      assert.deepEqual([event.data.first_sequence, event.data.next_sequence], [0n, 1n]);
      const { status, paidLamports, tokens, orderedLamports } = pool.ticket(0n);
      assert.deepEqual([status, tokens, orderedLamports], [TicketStatus.Settled, 0n, 0n]);
      // 10.989 SOL at once. 5,449,995,450 tokens are worth 5,994,994,995 lamports: 5,989,000,000 after the fee.
      assert.equal(paidLamports, 4_999_999_999n + 5_989_000_000n);
      assert(pool.ticket(1n).paidLamports > 0n, "and the next has a part");
      assert.equal(pool.state.cumulativePassedLamports, 33n * SOL - pool.ticket(1n).orderedLamports);
    });

    it("passes a ticket by what is left of it: the counts meet at the end", () => {
      leaveInReserve(pool, 5n * SOL);
      pool.settle();
      leaveInReserve(pool, 90n * SOL);
      pool.settle(3);
      const { cumulativeOrderedLamports, cumulativePassedLamports, queuedLamports, queuedFees } = pool.state;
      assert.deepEqual([cumulativePassedLamports, queuedLamports, queuedFees], [cumulativeOrderedLamports, 0n, 0n]);
      assert.equal(pool.escrowed, 0n);
    });

    it("pays no part below a thousandth of a SOL, which would cost more than it brings", () => {
      leaveInReserve(pool, LIMITS.part - 1n);
      refuses("ReserveTooLow", 0n);
      leaveInReserve(pool, LIMITS.part);
      assert.equal(pool.settle().event.data.next_sequence, 0n);
    });

    it("pays a whole ticket that is smaller than that", () => {
      pool.settle(3);
      pool.order(user, 909_091n); // A thousandth of a SOL, less a fee of a thousandth.
      pool.nextEpoch();
      leaveInReserve(pool, 998_999n);
      refuses("ReserveTooLow", 3n);
      leaveInReserve(pool, 999_000n);
      pool.settle();
      assert.equal(pool.ticket(3n).paidLamports, 999_000n);
    });

    it("lets nobody overtake", () => {
      leaveInReserve(pool, 0n);
      refuses("TicketOutOfOrder", 1n);
      refuses("ReserveTooLow", 0n, 1n);
    });
  });

  describe("when rent has risen", () => {
    beforeEach(() => context.chain.setRent(2n * context.chain.lamportsPerByte));

    it("fills what the accounts lack up with what they are paid; it comes back when they close", () => {
      const before = context.chain.balance(ticket(0n));
      const { event } = context.done(settle(ticket(0n), ticket(1n)));
      assert.equal(event.data.next_sequence, 2n);
      // The reserve has to keep another rent, a tenth of which the 10 of 100 tokens bear. Where that is 890,880 lamports, they are
      // worth 10,999,910,912, less a thousandth, ceiled: 10,999,911.
      const worth = (110n * SOL - WALLET_RENT) / 10n;
      const paid = worth - (worth + 999n) / 1_000n;
      assert.equal(pool.ticket(0n).paidLamports, paid);
      assert.equal(context.chain.balance(ticket(0n)), before + paid);
      const claimed = pool.claim(user.address, 0n).event.data;
      assert.deepEqual([claimed.lamports, claimed.rent], [paid, before]);
    });

    it("waits with a part that does not fill that up, and passes the ticket where nothing more can come", () => {
      // The account lacks the rent of its 256 bytes; three quarters of it are more than the least part.
      leaveInReserve(pool, (rentOf(256n) * 3n) / 4n);
      refuses("ReserveTooLow", 0n);
      // All that is staked are rents, which nothing brings back.
      pool.injectPool("funded_rent", pool.state.stakedLamports);
      pool.injectPool("stake_account_count", 1n);
      const { event } = context.done(settle(ticket(0n)));
      assert.deepEqual([event.data.next_sequence, event.data.lamports], [1n, 0n]);
      assert.equal(pool.ticket(0n).status, TicketStatus.Returned);
      assert.equal(pool.cancel(user, 0n).event.data.tokens, 10n * SOL);
    });
  });

  describe("when nothing is left that could pay", () => {
    let lost: ReturnType<ReturnType<typeof stakedPool>>;

    beforeEach(() => {
      lost = staked();
      lost.pool.order(lost.user, 100n * SOL);
      lost.pool.order(lost.user, 20n * SOL);
      loseEverything(lost.pool);
      lost.pool.nextEpoch();
    });

    it("passes the ticket with all its tokens: its owner can take them back", () => {
      const { changes, event } = lost.pool.settle();
      assert.deepEqual(changes, {
        "pool.next_settlement": [0n, 1n],
        "pool.queued_tokens": [120n * SOL, 20n * SOL],
        "pool.queued_lamports": [120n * SOL, 20n * SOL],
        "pool.queued_fees": [120_000_000n, 20_000_000n],
        "pool.queue_epoch": [lost.context.chain.epoch - 1n, lost.context.chain.epoch],
        "pool.recent_tokens": [120n * SOL, 0n],
        "pool.recent_lamports": [120n * SOL, 0n],
        "pool.recent_fees": [120_000_000n, 0n],
        "pool.cumulative_passed_lamports": [0n, 100n * SOL],
        "ticket.status": [0n, 3n],
      });
      assert.deepEqual([event.data.tokens, event.data.lamports, event.data.next_sequence], [0n, 0n, 1n]);
      lost.pool.settle();
      assert.equal(lost.pool.ticket(1n).status, TicketStatus.Returned);
      assert.deepEqual([lost.pool.state.queuedTokens, lost.pool.escrowed], [0n, 120n * SOL]);
    });

    it("waits while a lamport more than the rents is staked, or stake is cooling down", () => {
      const { pool: pot, context: chainOf } = lost;
      const state = chainOf.chain.snapshot();
      pot.injectPool("staked_lamports", pot.state.stakedLamports + 1n);
      chainOf.refused(pot.settleInstruction(), [], "ReserveTooLow");
      chainOf.chain.rewind(state);
      pot.injectPool("cooling_lamports", 1n);
      chainOf.refused(pot.settleInstruction(), [], "ReserveTooLow");
      chainOf.chain.rewind(state);
      pot.injectPool("stake_account_count", BigInt(pot.state.stakeAccountCount) - 1n);
      chainOf.refused(pot.settleInstruction(), [], "ReserveTooLow");
    });

    it("pays what comes later to those who are still queued", () => {
      lost.pool.settle();
      lost.context.chain.donate(lost.pool.pdas.reserve, SOL);
      const { event } = lost.pool.settle();
      assert((event.data.lamports as bigint) > 0n);
      assert.equal(lost.pool.ticket(1n).status, TicketStatus.Settled);
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

    it("passes cancelled ones before one that is not due, though nothing is paid", () => {
      pool.settle(3);
      for (let sequence = 3; sequence < 6; sequence++) pool.order(user, 2n * SOL);
      pool.cancel(user, 4n);
      pool.cancel(user, 3n); // At the head it is passed at once.
      const { event } = context.done(settle(ticket(4n), ticket(5n)));
      assert.deepEqual([event.data.next_sequence, event.data.lamports], [5n, 0n]);
      refuses("TicketNotDue", 5n);
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

  describe("when the ticket was ordered in its epoch's moving part", () => {
    it("is paid in the next epoch where the reserve has it", () => {
      pool.settle(3);
      pool.toMovingPart();
      pool.order(user, 5n * SOL);
      refuses("TicketNotDue", 3n);
      pool.nextEpoch();
      const { changes } = pool.settle();
      assert.deepEqual(changes["pool.late_lamports"], [5_500_000_000n, 0n]);
      assert.equal(pool.state.waitingLamports, 0n);
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
    pool.injectPool("cumulative_passed_lamports", U64_MAX);
    pool.settle();
    assert.equal(pool.state.cumulativePassedLamports, 11n * SOL - 1n);
  });
});
