import assert from "node:assert/strict";
import { TOKEN_PROGRAM_ID } from "@solana/spl-token";
import { Keypair, type PublicKey } from "@solana/web3.js";
import { instructions, TicketStatus } from "@truestake/sdk";
import { fixture, SOL, type TestContext, type TestPool, UNWRITABLE, type User } from "../common";
import { leaveInReserve, loseEverything, pricedPool, stakedPool } from "./fixture";

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
      pool: pool.deployment,
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
      // The rent goes to who paid it.
      assert.equal(context.chain.balance(other.address) - before, 10_989_000_000n);
    });

    it("gives it to an address that has nothing yet", () => {
      context.done(transfer(Keypair.generate().publicKey), [user.keypair]);
    });

    it("gives what was paid on it and not claimed yet with it", () => {
      pool.nextEpoch();
      leaveInReserve(pool, 5n * SOL);
      pool.settle();
      const other = pool.user("other");
      const before = context.chain.balance(other.address);
      context.done(transfer(other.address), [user.keypair]);
      pool.claim(other.address, 0n);
      assert.equal(context.chain.balance(other.address) - before, 4_999_999_999n); // See settle_tickets.
    });

    it("leaves what the old owner has claimed before", () => {
      pool.nextEpoch();
      leaveInReserve(pool, 5n * SOL);
      pool.settle();
      pool.claim(user.address, 0n);
      const other = pool.user("other");
      context.done(transfer(other.address), [user.keypair]);
      context.refused(pool.claimInstruction(other.address, 0n), [], "TicketNotSettled");
    });

    it("keeps the ticket's address, which the nonce of who ordered it belongs to", () => {
      const other = pool.user("other");
      const { nonce } = pool.ticket(0n);
      context.done(transfer(other.address), [user.keypair]);
      const { orderer, owner } = pool.ticket(0n);
      assert(orderer.equals(user.address) && owner.equals(other.address));
      const again = pool.orderInstruction(user, SOL, 1n, { nonce });
      context.refused(again, [user.keypair], "System:AccountAlreadyInUse");
    });
  });

  describe("when the new owner cannot be paid", () => {
    it("refuses the pool's own accounts, a ticket, and programs", () => {
      pool.createLiquidity();
      const { pool: address, reserve, escrow, mint, validators, history, queue, stakeAuthority } = pool.pdas;
      const { liquidity, liquiditySol } = pool.liquidityPdas;
      const own = [address, reserve, escrow, mint, validators, history, queue, stakeAuthority, liquidity, liquiditySol];
      for (const newOwner of [...own, pool.ticketAddress(0n), pool.ticketAddress(1n), TOKEN_PROGRAM_ID]) {
        context.refused(transfer(newOwner), [user.keypair], "WrongRecipient");
      }
    });

    it("refuses token accounts, whose owner could not take it out", () => {
      context.refused(transfer(user.tokens), [user.keypair], "WrongRecipient");
    });

    it("refuses where the liquidity pool's SOL would be, also while the pool has none", () => {
      context.refused(transfer(pool.liquidityPdas.liquiditySol), [user.keypair], "WrongRecipient");
    });

    it("refuses what the chain lets nobody write to", () => {
      for (const [name, address] of Object.entries(UNWRITABLE)) {
        assert.equal(context.send(transfer(address), [user.keypair]).error, "ConstraintMut", name);
      }
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

    it("gives one that the queue has passed unpaid, whose new owner takes the tokens back", () => {
      const lost = stakedPool()();
      const sequence = lost.pool.order(lost.user, 100n * SOL);
      loseEverything(lost.pool);
      lost.pool.nextEpoch();
      lost.pool.settle();
      assert.equal(lost.pool.ticket(sequence).status, TicketStatus.Returned);
      const other = lost.pool.user("other");
      const options = { pool: lost.pool.deployment, ticket: lost.pool.ticketAddress(sequence) };
      const { address: owner, keypair } = lost.user;
      lost.context.done(instructions.transferTicket({ ...options, owner, newOwner: other.address }), [keypair]);
      lost.pool.cancel(other, sequence);
      assert.equal(lost.pool.tokensOf(other.tokens), 100n * SOL);
    });

    it("refuses a cancelled one", () => {
      pool.cancel(user, 1n);
      context.refused(transfer(pool.pdas.pool, user, 1n), [user.keypair], "TicketNotQueued");
    });
  });

  it("refuses a ticket of another pool", () => {
    const second = context.createTestPool();
    const instruction = instructions.transferTicket({
      pool: second.deployment,
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
