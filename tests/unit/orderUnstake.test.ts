import assert from "node:assert/strict";
import { Keypair } from "@solana/web3.js";
import { instructions, ticketAddress } from "@truestake/sdk";
import {
  DEFAULTS,
  fieldsOf,
  LIMITS,
  rentOf,
  SOL,
  type TestContext,
  type TestPool,
  U64_MAX,
  type User,
} from "../common";
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
      const address = ticketAddress(pool.pdas, user.address, 7n);
      const rent = context.chain.rentFor(256n);
      const lamports = context.chain.balance(user.address);
      const { epoch } = context.chain;
      const { queueEpoch } = pool.state;
      const instruction = pool.orderInstruction(user, 10n * SOL, 1n, { nonce: 7n });
      const { changes, event } = context.done(instruction, [user.keypair]);
      assert.deepEqual(changes, {
        "user.lamports": [lamports, lamports - rent],
        "pool.next_ticket": [0n, 1n],
        "pool.queued_tokens": [0n, 10n * SOL],
        "pool.queued_lamports": [0n, 11n * SOL],
        "pool.queued_fees": [0n, 11_000_000n],
        "pool.queue_epoch": [queueEpoch, epoch],
        "pool.recent_tokens": [0n, 10n * SOL],
        "pool.recent_lamports": [0n, 11n * SOL],
        "pool.recent_fees": [0n, 11_000_000n],
        "pool.cumulative_ordered_lamports": [0n, 11n * SOL],
        "queue.[0]": [undefined, address.toBase58()],
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
          nonce: 7n,
          sequence: 0n,
          tokens: 10n * SOL,
          ordered_lamports: 11n * SOL,
          lamports_ahead: 0n,
          late: false,
          before: books,
          after: books,
        },
      });
      const { bump, ...ticket } = fieldsOf(context.chain.account(address));
      assert.equal(typeof bump, "bigint");
      assert.deepEqual(ticket, {
        lamports: rent,
        kind: "Ticket",
        bytes: 256n,
        version: 1n,
        status: 0n,
        late: 0n,
        fee: 10n,
        _reserved_ratio: 0n,
        pool: pool.pdas.pool.toBase58(),
        owner: user.address.toBase58(),
        orderer: user.address.toBase58(),
        nonce: 7n,
        rent_payer: user.address.toBase58(),
        sequence: 0n,
        tokens: 10n * SOL,
        ordered_lamports: 11n * SOL,
        queue_start: 0n,
        ordered_epoch: context.chain.epoch,
        ordered_slot: context.chain.slot,
        claimable_lamports: 0n,
        paid_lamports: 0n,
        settled_epoch: 0n,
      });
    });

    it("floors the value", () => {
      const sequence = pool.order(user, 1_000_003n); // 1,100,003.3
      assert.equal(pool.ticket(sequence).orderedLamports, 1_100_003n);
    });

    it("values the tokens at the price, whatever is on its way", () => {
      context.chain.passEpochs(1);
      context.chain.donate(pool.pdas.reserve, 10n * SOL);
      pool.update();
      context.chain.advanceSlots(500n); // 115 SOL for 100 tokens, and 5 SOL on their way.
      assert.equal(pool.ticket(pool.order(user, 10n * SOL)).orderedLamports, 11_500_000_000n);
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
        pool: pool.deployment,
        owner: owner.address,
        source: source.tokens,
        nonce: 0n,
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

  describe("when somebody else pays the rent", () => {
    it("takes it from them, and nothing from the owner", () => {
      const payer = pool.user("payer");
      const lamports = context.chain.balance(user.address);
      const instruction = pool.orderInstruction(user, 10n * SOL, 1n, { payer: payer.address });
      context.done(instruction, [user.keypair, payer.keypair]);
      assert.equal(context.chain.balance(user.address), lamports);
      assert.equal(context.chain.balance(payer.address), DEFAULTS.userLamports - context.chain.rentFor(256n));
      const { owner, orderer, rentPayer } = pool.ticket(0n);
      assert(owner.equals(user.address) && orderer.equals(user.address) && rentPayer.equals(payer.address));
    });

    it("refuses when one of the two has not signed", () => {
      const payer = pool.user("payer");
      for (const signer of [user, payer]) {
        const instruction = pool.orderInstruction(user, SOL, 1n, { payer: payer.address });
        for (const key of instruction.keys) key.isSigner &&= key.pubkey.equals(signer.address);
        context.refused(instruction, [signer.keypair], "AccountNotSigner");
      }
    });
  });

  describe("when there are several orders", () => {
    const order = (nonce: bigint, by = user) => pool.orderInstruction(by, SOL, 1n, { nonce });

    it("refuses a nonce that the owner has a ticket with", () => {
      context.done(order(5n), [user.keypair]);
      context.refused(order(5n), [user.keypair], "System:AccountAlreadyInUse");
      context.done(order(6n), [user.keypair]);
    });

    it("takes a nonce again when its ticket has been claimed", () => {
      context.done(order(5n), [user.keypair]);
      pool.cancel(user, 0n);
      context.refused(order(5n), [user.keypair], "System:AccountAlreadyInUse");
      pool.claim(user.address, 0n);
      const { event } = context.done(order(5n), [user.keypair]);
      assert.equal(event.data.sequence, 1n);
    });

    it("does not mind whose order comes first, nor what nonces others have", () => {
      const other = pool.user("other");
      pool.deposit(other, 11n * SOL);
      const built = order(5n);
      context.done(order(5n, other), [other.keypair]);
      context.done(built, [user.keypair]);
      assert.deepEqual([pool.ticket(0n).nonce, pool.ticket(1n).nonce], [5n, 5n]);
      assert(pool.ticket(1n).owner.equals(user.address));
    });

    it("refuses a ticket more than the ring has room for", () => {
      pool.order(user, SOL);
      pool.injectPool("next_ticket", LIMITS.queue.first);
      refuses(SOL, "QueueFull");
      pool.injectPool("next_ticket", LIMITS.queue.first - 1n);
      pool.order(user, SOL);
    });
  });

  describe("when the epoch's moving part has begun", () => {
    it("is late from its first slot on: the last tenth of the epoch", () => {
      const { slotsPerEpoch, epoch } = context.chain;
      context.chain.advanceSlots((epoch + 1n) * slotsPerEpoch - 101n - context.chain.slot);
      assert.equal(pool.ticket(pool.order(user, 10n * SOL)).late, 0);
      context.chain.advanceSlots(1n);
      const { changes, event } = context.done(pool.orderInstruction(user, 20n * SOL), [user.keypair]);
      assert.equal(event.data.late, true);
      assert.equal(pool.ticket(1n).late, 1);
      assert.deepEqual(changes["pool.late_lamports"], [0n, 22n * SOL]);
      assert.deepEqual(changes["pool.recent_lamports"], [11n * SOL, 33n * SOL]);
    });

    it("counts the late ones of the epoch before as waiting, with the first order of the next", () => {
      pool.order(user, 10n * SOL);
      pool.toMovingPart();
      pool.order(user, 20n * SOL);
      pool.nextEpoch();
      const { changes } = context.done(pool.orderInstruction(user, 30n * SOL), [user.keypair]);
      assert.deepEqual(changes["pool.waiting_lamports"], [0n, 22n * SOL]);
      assert.deepEqual(changes["pool.late_lamports"], [22n * SOL, 0n]);
      assert.deepEqual(changes["pool.recent_tokens"], undefined); // 30 tokens before and after.
      assert.deepEqual(pool.state.recentTokens, 30n * SOL);
      assert.deepEqual(changes["pool.queued_lamports"], [33n * SOL, 66n * SOL]);
      pool.nextEpoch();
      pool.order(user, SOL);
      assert.deepEqual([pool.state.waitingLamports, pool.state.recentLamports], [0n, 1_100_000_000n]);
    });
  });

  it("refuses when the owner cannot pay the ticket's rent", () => {
    context.chain.setLamports(user.address, rentOf(256n) - 1n);
    refuses(SOL, "System:ResultWithNegativeLamports");
  });

  it("ends where ticket numbers end", () => {
    pool.injectPool("next_ticket", U64_MAX);
    pool.injectPool("next_settlement", U64_MAX);
    refuses(SOL, "Overflow");
  });

  it("counts the lamports ordered round and round", () => {
    pool.injectPool("cumulative_ordered_lamports", U64_MAX - 1n);
    pool.injectPool("cumulative_passed_lamports", U64_MAX - 1n);
    pool.order(user, 10n * SOL);
    assert.equal(pool.state.cumulativeOrderedLamports, 11n * SOL - 2n);
    const { event } = context.done(pool.orderInstruction(user, 10n * SOL), [user.keypair]);
    assert.equal(event.data.lamports_ahead, 11n * SOL);
    assert.equal(DEFAULTS.fees.ticket, 10);
  });
});
