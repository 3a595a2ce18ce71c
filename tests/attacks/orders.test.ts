// An order must not depend on anybody else's: where a ticket's address has the queue's length in it, anybody stops every order
// by ordering first. The guard is an address made of the owner and a nonce, which only the owner can use.
import assert from "node:assert/strict";
import type { PublicKey } from "@solana/web3.js";
import { instructions, TicketStatus, ticketAddress } from "@truestake/sdk";
import { fixture, SOL, TestContext } from "../common";
import { FREE } from "./helpers";

const HOLDERS = 20;

const given = fixture(() => {
  const context = new TestContext();
  const pool = context.createTestPool({ ...FREE, scores: [100] });
  const holders = Array.from({ length: HOLDERS }, (_, number) => pool.user(`holder ${number}`));
  for (const holder of holders) pool.deposit(holder, 20n * SOL);
  return { context, pool, holders, thief: pool.user("thief") };
});

describe("[fault-orders] [P-14] an order", () => {
  it("is stopped by nobody: twenty who looked at the same state all succeed, whoever orders in between", () => {
    const { context, pool, holders, thief } = given();
    pool.deposit(thief, SOL);
    // All of them look now, and with the same nonce.
    const orders = holders.map((holder) => pool.orderInstruction(holder, 10n * SOL, 10n * SOL, { nonce: 7n }));
    for (const [number, order] of orders.entries()) {
      const nonce = BigInt(number);
      const before = pool.orderInstruction(thief, 1_000_001n, 1n, { nonce });
      context.done(before, [thief.keypair]);
      context.done(order, [holders[number]?.keypair ?? assert.fail()]);
    }
    const { nextTicket, queuedTokens } = pool.state;
    assert.deepEqual([nextTicket, queuedTokens], [40n, 200n * SOL + 20n * 1_000_001n]);
    for (let sequence = 1n; sequence < 40n; sequence += 2n) {
      assert.equal(pool.ticket(sequence).tokens, 10n * SOL, "in the order in which they came");
    }
  });

  it("that was signed in one epoch can be sent in a later one", () => {
    const { context, pool, holders } = given();
    const holder = holders[0] ?? assert.fail();
    const order = pool.orderInstruction(holder, 10n * SOL, 10n * SOL, { nonce: 3n });
    for (let epoch = 0; epoch < 3; epoch++) pool.nextEpoch();
    context.done(order, [holder.keypair]);
    assert.equal(pool.ticket(0n).orderedEpoch, context.chain.epoch);
    assert.equal(pool.ticket(0n).status, TicketStatus.Queued);
  });

  it("cannot take the address of another's: a thief's own nonces lead elsewhere", () => {
    const { context, pool, holders, thief } = given();
    const holder = holders[0] ?? assert.fail();
    pool.deposit(thief, 2n * SOL);
    const theirs = pool.orderInstruction(holder, SOL, 1n, { nonce: 5n });
    const stolen = pool.orderInstruction(thief, SOL, 1n, { nonce: 5n });
    const [mine, address] = [thief, holder].map((user) => ticketAddress(pool.pdas, user.address, 5n)) as [
      PublicKey,
      PublicKey,
    ];
    for (const key of stolen.keys) if (key.pubkey.equals(mine)) key.pubkey = address;
    context.refused(stolen, [thief.keypair], "ConstraintSeeds");
    context.done(theirs, [holder.keypair]);
  });

  it("with a nonce used already is refused, and takes nothing", () => {
    const { context, pool, holders } = given();
    const holder = holders[0] ?? assert.fail();
    context.done(pool.orderInstruction(holder, SOL, 1n, { nonce: 5n }), [holder.keypair]);
    context.refused(
      pool.orderInstruction(holder, 2n * SOL, 1n, { nonce: 5n }),
      [holder.keypair],
      "System:AccountAlreadyInUse",
    );
  });

  it("is stopped by no full ring for longer than it takes anybody to grow it", () => {
    const { context, pool, thief } = given();
    pool.deposit(thief, SOL);
    // 317 tickets fill (10,240 − 72) ÷ 32 places.
    for (let nonce = 0n; nonce < 317n; nonce++) {
      context.done(pool.orderInstruction(thief, 1_000_001n, 1n, { nonce }), [thief.keypair]);
    }
    const next = pool.orderInstruction(thief, 1_000_001n, 1n, { nonce: 317n });
    context.refused(next, [thief.keypair], "QueueFull");
    const payer = context.keypair("anybody");
    context.done(
      [instructions.growQueue({ pool: pool.deployment, payer: payer.publicKey }), next],
      [payer, thief.keypair],
    );
  });
});
