import assert from "node:assert/strict";
import { Keypair } from "@solana/web3.js";
import { instructions } from "@truestake/sdk";
import { DEFAULTS, fieldsOf, SOL, type TestContext, type TestPool, U64_MAX, type User } from "../common";
import { pricedPool } from "./fixture";

const given = pricedPool();

describe("order_unstake", () => {
  let context: TestContext;
  let pool: TestPool;
  let user: User;

  beforeEach(() => {
    ({ context, pool, user } = given());
  });

  const refuses = (tokens: bigint, error: string, minimum = 1n) =>
    context.refused(pool.orderInstruction(user, tokens, minimum), [user.keypair], error);

  describe("when the price is 1.1", () => {
    it("puts the tokens into escrow and a ticket for 11 SOL into the queue", () => {
      const address = pool.ticketAddress(0n);
      const rent = context.chain.rentFor(176n);
      const lamports = context.chain.balance(user.address);
      const { changes, event } = context.done(pool.orderInstruction(user, 10n * SOL), [user.keypair]);
      assert.deepEqual(changes, {
        "user.lamports": [lamports, lamports - rent],
        "pool.next_ticket": [0n, 1n],
        "pool.queued_tokens": [0n, 10n * SOL],
        "pool.queued_lamports": [0n, 11n * SOL],
        "pool.ordered_count": [0n, 11n * SOL],
        "user's tokens.tokens": [98_901_000_000n, 88_901_000_000n],
        "escrow.tokens": [0n, 10n * SOL],
        ticket: [undefined, "Ticket"],
        "ticket.lamports": [0n, rent],
      });
      const books = { total: 110n * SOL, supply: 100n * SOL };
      assert.deepEqual(event, {
        name: "UnstakeOrdered",
        data: {
          pool: pool.pdas.pool.toBase58(),
          owner: user.address.toBase58(),
          ticket: address.toBase58(),
          sequence: 0n,
          tokens: 10n * SOL,
          ordered_lamports: 11n * SOL,
          lamports_ahead: 0n,
          before: books,
          after: books,
        },
      });
      const { bump, ...ticket } = fieldsOf(context.chain.account(address));
      assert.equal(typeof bump, "bigint");
      assert.deepEqual(ticket, {
        lamports: rent,
        kind: "Ticket",
        bytes: 176n,
        version: 1n,
        status: 0n,
        spare_byte: 0n,
        fee: 10n,
        spare_ratio: 0n,
        pool: pool.pdas.pool.toBase58(),
        owner: user.address.toBase58(),
        sequence: 0n,
        tokens: 10n * SOL,
        ordered_lamports: 11n * SOL,
        queue_start: 0n,
        ordered_epoch: context.chain.epoch,
        ordered_slot: context.chain.slot,
        settled_lamports: 0n,
        settled_epoch: 0n,
      });
    });

    it("floors the value", () => {
      const sequence = pool.order(user, 1_000_003n); // 1,100,003.3
      assert.equal(pool.ticket(sequence).orderedLamports, 1_100_003n);
    });

    it("says how much is ahead of the second ticket", () => {
      pool.order(user, 10n * SOL);
      const { event } = context.done(pool.orderInstruction(user, 20n * SOL), [user.keypair]);
      assert.equal(event.data.sequence, 1n);
      assert.equal(event.data.lamports_ahead, 11n * SOL);
      assert.equal(pool.ticket(1n).queueStart, 11n * SOL);
      assert.equal(pool.state.queuedLamports, 33n * SOL);
    });

    it("takes every token that somebody has", () => {
      pool.order(user, 98_901_000_000n);
      assert.equal(pool.tokensOf(user.tokens), 0n);
    });
  });

  describe("when the amount is bad", () => {
    it("refuses 0", () => refuses(0n, "ZeroAmount"));
    it("refuses 1 token unit", () => refuses(1n, "TicketTooSmall"));
    it("refuses what is worth a lamport less than the least ticket", () => refuses(909_090n, "TicketTooSmall"));
    it("takes what is worth exactly the least ticket", () => {
      pool.order(user, 909_091n);
      assert.equal(pool.ticket(0n).orderedLamports, 1_000_000n);
    });
    it("refuses a unit more than there is", () => refuses(98_901_000_001n, "InsufficientTokens"));
    it("refuses u64::MAX", () => refuses(U64_MAX, "InsufficientTokens"));
  });

  describe("when the owner asks for a minimum", () => {
    it("takes the order when the ticket pays exactly that, after its fee", () => {
      const instruction = pool.orderInstruction(user, 10n * SOL, 10_989_000_000n);
      context.done(instruction, [user.keypair]);
    });
    it("refuses when it is a lamport more", () => refuses(10n * SOL, "SlippageExceeded", 10_989_000_001n));
  });

  describe("when the tokens are not to be had", () => {
    const order = (source: User, owner = source) =>
      instructions.orderUnstake({
        pool: { ...pool.addresses, nextTicket: pool.state.nextTicket },
        owner: owner.address,
        source: source.tokens,
        tokens: SOL,
        minimumLamportsOut: 1n,
      });

    it("refuses tokens of somebody else", () => {
      const other = pool.user("other");
      context.refused(order(user, other), [other.keypair], "WrongTokenOwner");
    });

    it("refuses tokens of another pool", () => {
      const second = context.createTestPool();
      const foreign = second.user();
      second.deposit(foreign, 10n * SOL);
      context.refused(order(foreign), [foreign.keypair], "WrongTokenAccount");
    });

    it("refuses what is no token account", () => {
      const tokens = Keypair.generate().publicKey;
      context.refused(order({ ...user, tokens }), [user.keypair], "AccountNotInitialized");
    });
  });

  describe("when the price is not to be had", () => {
    it("refuses in the epoch after the last update", () => {
      context.chain.passEpochs(1);
      refuses(SOL, "PoolOutOfDate");
    });
    it("refuses while rewards are being paid out", () => {
      context.chain.setRewardsActive(true);
      refuses(SOL, "EpochRewardsActive");
    });
    it("refuses when the pool has lost everything", () => {
      pool.injectPool("reserve_lamports", 0n);
      refuses(SOL, "TicketTooSmall");
    });
  });

  it("is open while the pool is paused", () => {
    pool.injectPool("paused_until", context.chain.unixTime + 1_000n);
    pool.order(user, SOL);
  });

  it("is open while the mint has more tokens than the books", () => {
    pool.injectSupply(100n * SOL + 1n);
    pool.order(user, SOL);
  });

  it("refuses a ticket number that somebody took first", () => {
    const late = pool.orderInstruction(user, SOL);
    pool.order(user, SOL);
    context.refused(late, [user.keypair], "ConstraintSeeds");
  });

  it("refuses when the owner cannot pay the ticket's rent", () => {
    context.chain.setLamports(user.address, 1_000_000n);
    refuses(SOL, "System:ResultWithNegativeLamports");
  });

  it("ends where ticket numbers end", () => {
    pool.injectPool("next_ticket", U64_MAX);
    pool.injectPool("next_settlement", U64_MAX);
    refuses(SOL, "Overflow");
  });

  it("counts the lamports ordered round and round", () => {
    pool.injectPool("ordered_count", U64_MAX - 1n);
    pool.injectPool("settled_count", U64_MAX - 1n);
    pool.order(user, 10n * SOL);
    assert.equal(pool.state.orderedCount, 11n * SOL - 2n);
    const { event } = context.done(pool.orderInstruction(user, 10n * SOL), [user.keypair]);
    assert.equal(event.data.lamports_ahead, 11n * SOL);
    assert.equal(DEFAULTS.fees.ticket, 10);
  });
});
