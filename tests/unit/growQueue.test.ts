import assert from "node:assert/strict";
import { decodeTicketQueue, instructions, ticketAddress } from "@truestake/sdk";
import { DEFAULTS, LIMITS, SOL, type TestContext, type TestPool, type User } from "../common";
import { pricedPool } from "./fixture";

/** 110 SOL for 100 tokens, all of it in the reserve. */
const given = pricedPool();
const { first: FIRST, more: MORE } = LIMITS.queue;
/** 0.01 tokens: worth 0.011 SOL. */
const TICKET = 10_000_000n;

describe("grow_queue", () => {
  let context: TestContext;
  let pool: TestPool;
  let user: User;

  beforeEach(() => {
    ({ context, pool, user } = given());
  });

  const ring = () => decodeTicketQueue(context.chain.account(pool.pdas.queue)?.data ?? assert.fail());
  const growth = (payer = user) => instructions.growQueue({ pool: pool.deployment, payer: payer.address });
  const grow = () => context.done(growth(), [user.keypair]);
  /** Makes the pool's counts those of so many tickets that have come and gone: ordering them would take minutes. */
  const passTo = (sequence: bigint) => {
    for (const field of ["next_ticket", "next_settlement"]) pool.injectPool(field, sequence);
  };

  it("adds room for 320 tickets each time, the rent paid by anybody", () => {
    const rent = (bytes: bigint) => context.chain.rentFor(bytes);
    const outsider = pool.user("outsider");
    assert.equal(ring().capacity, FIRST);
    const { changes, event } = context.done(growth(outsider), [outsider.keypair]);
    const [before] = changes["outsider.lamports"] ?? [];
    assert.equal(before, DEFAULTS.userLamports);
    assert.deepEqual(changes, {
      "outsider.lamports": [before, DEFAULTS.userLamports - rent(20_480n) + rent(10_240n)],
      "queue.lamports": [rent(10_240n), rent(20_480n)],
      "queue.bytes": [10_240n, 20_480n],
    });
    const books = { total: 110n * SOL, supply: 100n * SOL };
    const data = { pool: pool.pdas.pool.toBase58(), capacity: FIRST + MORE, before: books, after: books };
    assert.deepEqual(event, { name: "QueueGrown", data });
    grow();
    assert.equal(ring().capacity, FIRST + 2n * MORE);
  });

  it("takes only what is missing when somebody has sent lamports there", () => {
    context.chain.donate(pool.pdas.queue, SOL);
    assert.deepEqual(Object.keys(grow().changes), ["queue.bytes"]);
  });

  it("leaves every queued ticket where it is found", () => {
    const tickets = [0, 1, 2].map(() => pool.order(user, TICKET));
    const addresses = tickets.map((sequence) => pool.ticketAddress(sequence).toBase58());
    const { changes } = grow();
    assert.equal(changes["queue.base"], undefined, "the head is the first");
    assert.deepEqual(
      tickets.map((sequence) => pool.ticketAddress(sequence).toBase58()),
      addresses,
    );
  });

  it("makes room before the head where its tickets lie around the end", () => {
    passTo(FIRST - 2n);
    const tickets = [0, 1, 2, 3].map(() => pool.order(user, TICKET)); // In the last two places, and the first two.
    const addresses = tickets.map((sequence) => pool.ticketAddress(sequence).toBase58());
    const { changes } = grow();
    // The first place is now that of a number below zero, which wraps.
    assert.deepEqual(changes["queue.base"], [0n, BigInt.asUintN(64, -MORE)]);
    assert.deepEqual(
      [MORE + FIRST - 2n, MORE + FIRST - 1n].map((place) => changes[`queue.[${place}]`]?.[1]),
      addresses.slice(0, 2),
    );
    assert.deepEqual(
      tickets.map((sequence) => pool.ticketAddress(sequence).toBase58()),
      addresses,
    );
    pool.order(user, TICKET);
    pool.nextEpoch();
    pool.settle(5);
    assert.equal(pool.state.nextSettlement, FIRST + 3n);
    // Again, with the head in the middle.
    const last = pool.order(user, TICKET);
    const address = pool.ticketAddress(last).toBase58();
    grow();
    assert.equal(pool.ticketAddress(last).toBase58(), address);
  });

  it("counts from before the first ticket where the ring has grown by more than has passed", () => {
    pool.cancel(user, pool.order(user, TICKET));
    const tickets = [1n, 2n].map(() => pool.order(user, TICKET));
    const addresses = tickets.map((sequence) => pool.ticketAddress(sequence).toBase58());
    for (let count = 0; count < 2; count++) {
      grow();
      // The first place is that of a number below zero, which wraps.
      assert.equal(ring().base, BigInt.asUintN(64, -MORE * BigInt(count + 1)));
      assert.deepEqual(
        tickets.map((sequence) => pool.ticketAddress(sequence).toBase58()),
        addresses,
      );
    }
    pool.order(user, TICKET);
    pool.nextEpoch();
    pool.settle(3);
    assert.equal(pool.state.queuedTokens, 0n);
  });

  it("is what an order needs when the ring is full", () => {
    const head = pool.order(user, TICKET);
    // As many behind it as the ring has places.
    pool.injectPool("next_ticket", FIRST);
    const nonce = pool.nextNonce();
    const order = () => pool.orderInstruction(user, TICKET, 1n, { nonce });
    context.refused(order(), [user.keypair], "QueueFull");
    grow();
    context.done(order(), [user.keypair]);
    assert.equal(pool.ticketAddress(FIRST).toBase58(), ticketAddress(pool.pdas, user.address, nonce).toBase58());
    assert.equal(pool.ticket(head).sequence, 0n);
  });

  it("is not needed where the queue has moved on: a place is used again", () => {
    const head = pool.order(user, TICKET);
    const first = pool.ticketAddress(head).toBase58();
    pool.cancel(user, head);
    passTo(FIRST);
    const again = pool.order(user, TICKET);
    assert.equal(ring().ticket(again).toBase58(), ring().ticket(head).toBase58());
    assert.notEqual(pool.ticketAddress(again).toBase58(), first);
  });

  it("refuses another pool's ring", () => {
    const other = context.createTestPool();
    const instruction = growth();
    for (const key of instruction.keys) if (key.pubkey.equals(pool.pdas.queue)) key.pubkey = other.pdas.queue;
    context.refused(instruction, [user.keypair], "WrongQueue");
  });

  it("refuses a payer who cannot pay", () => {
    const poor = pool.user("poor", 1_000_000n);
    context.refused(growth(poor), [poor.keypair], "System:ResultWithNegativeLamports");
  });

  it("is open in any epoch, while rewards are being paid out and the pool is paused", () => {
    context.chain.passEpochs(2);
    context.chain.setRewardsActive(true);
    pool.pause();
    grow();
  });
});
