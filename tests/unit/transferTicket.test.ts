import assert from "node:assert/strict";
import { PublicKey } from "@solana/web3.js";
import { instructions } from "@truestake/sdk";
import { fixture, SOL, type TestContext, type TestPool, type User } from "../common";
import { pricedPool } from "./fixture";

const priced = pricedPool();
const given = fixture(() => {
  const { context, pool, user } = priced();
  pool.order(user, 10n * SOL);
  pool.order(user, 20n * SOL);
  return { context, pool, user };
});

describe("transfer_ticket", () => {
  let context: TestContext;
  let pool: TestPool;
  let user: User;

  beforeEach(() => {
    ({ context, pool, user } = given());
  });

  const transfer = (newOwner: PublicKey, by = user, sequence = 0n) =>
    instructions.transferTicket({
      pool: pool.addresses,
      ticket: pool.ticketAddress(sequence),
      owner: by.address,
      newOwner,
    });

  describe("when its owner asks", () => {
    it("changes the ticket's owner and nothing else", () => {
      const other = pool.user("other");
      const { changes, event } = context.done(transfer(other.address), [user.keypair]);
      assert.deepEqual(changes, { "ticket.owner": [user.address.toBase58(), other.address.toBase58()] });
      const books = { total: 110n * SOL, supply: 100n * SOL };
      assert.deepEqual(event, {
        name: "TicketTransferred",
        data: {
          pool: pool.pdas.pool.toBase58(),
          ticket: pool.ticketAddress(0n).toBase58(),
          sequence: 0n,
          old_owner: user.address.toBase58(),
          new_owner: other.address.toBase58(),
          before: books,
          after: books,
        },
      });
    });

    it("lets the new owner be paid", () => {
      const other = pool.user("other");
      context.done(transfer(other.address), [user.keypair]);
      pool.nextEpoch();
      pool.settle();
      const before = context.chain.balance(other.address);
      pool.claim(other.address, 0n);
      assert.equal(context.chain.balance(other.address) - before, 10_989_000_000n + context.chain.rentFor(176n));
    });

    it("refuses to give it to nobody", () => {
      context.refused(transfer(PublicKey.default), [user.keypair], "MissingRole");
    });
  });

  describe("when somebody else asks", () => {
    it("refuses", () => {
      const other = pool.user("other");
      context.refused(transfer(other.address, other), [other.keypair], "NotTicketOwner");
    });

    it("refuses the old owner", () => {
      const other = pool.user("other");
      context.done(transfer(other.address), [user.keypair]);
      context.refused(transfer(user.address), [user.keypair], "NotTicketOwner");
    });
  });

  describe("when the ticket is not in the queue", () => {
    it("refuses a settled one", () => {
      pool.nextEpoch();
      pool.settle();
      context.refused(transfer(pool.pdas.pool), [user.keypair], "TicketNotQueued");
    });

    it("refuses a cancelled one", () => {
      pool.cancel(user, 1n);
      context.refused(transfer(pool.pdas.pool, user, 1n), [user.keypair], "TicketNotQueued");
    });
  });

  it("refuses a ticket of another pool", () => {
    const second = context.createTestPool();
    const instruction = instructions.transferTicket({
      pool: second.addresses,
      ticket: pool.ticketAddress(0n),
      owner: user.address,
      newOwner: second.pdas.pool,
    });
    context.refused(instruction, [user.keypair], "WrongTicket");
  });

  it("is open when the price is of an earlier epoch, rewards are being paid out and the pool is paused", () => {
    context.chain.passEpochs(2);
    context.chain.setRewardsActive(true);
    pool.injectPool("paused_until", context.chain.unixTime + 1_000n);
    context.done(transfer(pool.user("other").address), [user.keypair]);
  });
});
