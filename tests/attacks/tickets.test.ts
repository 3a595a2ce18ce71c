// Classes: closing accounts, double payment, owner checks, type cosplay, account data matching; on tickets.
import assert from "node:assert/strict";
import { Keypair, PublicKey } from "@solana/web3.js";
import { instructions, PROGRAM_ID, TicketStatus, ticketAddress } from "@truestake/sdk";
import { fixture, SOL, type TestContext, type TestPool, type User } from "../common";
import { stakedPool, transfer } from "./helpers";

const staked = stakedPool();

/** The thief has a settled ticket 0, worth 2 SOL, and the victim a queued ticket 1. */
const given = fixture(() => {
  const world = staked();
  const { pool, thief, victim } = world;
  pool.deposit(thief, 10n * SOL);
  pool.order(thief, 2n * SOL);
  pool.nextEpoch();
  pool.settle();
  pool.order(victim, 3n * SOL);
  return world;
});

describe("a ticket", () => {
  let context: TestContext;
  let pool: TestPool;
  let thief: User;
  let victim: User;

  beforeEach(() => {
    ({ context, pool, thief, victim } = given());
  });

  it("[class-9] [P-11] [bug-marinade-revive] that is claimed, revived with lamports and claimed again in one transaction pays once", () => {
    const claim = pool.claimInstruction(thief.address, 0n);
    const revive = transfer(thief, pool.ticketAddress(0n), 5n * SOL);
    context.refused([claim, revive, claim], [thief.keypair], "AccountOwnedByWrongProgram");
  });

  it("[class-9] that is claimed and revived in one transaction is a ruin: the lamports are lost to the thief", () => {
    const claim = pool.claimInstruction(thief.address, 0n);
    context.done([claim, transfer(thief, pool.ticketAddress(0n), SOL)], [thief.keypair]);
    context.refused(claim, [], "AccountOwnedByWrongProgram");
    assert.equal(context.chain.balance(pool.ticketAddress(0n)), SOL);
  });

  it("[class-9] [P-11] that is claimed twice in one transaction pays once", () => {
    const claim = pool.claimInstruction(thief.address, 0n);
    context.refused([claim, claim], [], "AccountOwnedByWrongProgram");
  });

  it("[class-9] [P-11] that is claimed and settled again in one transaction is not paid out of the reserve twice", () => {
    const claim = pool.claimInstruction(thief.address, 0n);
    const settle = instructions.settleTickets({ pool: pool.deployment, tickets: [pool.ticketAddress(0n)] });
    const [reserve, head] = [pool.reserve, pool.state.nextSettlement];
    context.done([claim, settle]);
    assert.deepEqual([pool.reserve, pool.state.nextSettlement], [reserve, head]);
  });

  it("that is cancelled as the head and cancelled again in one transaction gives its tokens once", () => {
    const cancel = pool.cancelInstruction(victim, 1n);
    context.refused([cancel, cancel], [victim.keypair], "TicketNotQueued");
  });

  it("that is cancelled can be claimed for its rent alone, once, and never be settled", () => {
    const ticket = pool.ticketAddress(1n);
    const rent = context.chain.balance(ticket);
    const before = context.chain.balance(victim.address);
    const [cancel, claim] = [pool.cancelInstruction(victim, 1n), pool.claimInstruction(victim.address, 1n)];
    const revive = transfer(victim, ticket, SOL);
    const reserve = pool.reserve;
    const settle = instructions.settleTickets({ pool: pool.deployment, tickets: [ticket] });
    context.refused([cancel, claim, revive, claim], [victim.keypair], "AccountOwnedByWrongProgram");
    context.done([cancel, claim, revive, settle], [victim.keypair]);
    assert.equal(context.chain.balance(victim.address), before + rent - SOL, "the rent, and what was sent to the ruin");
    assert.equal(pool.reserve, reserve);
  });

  it("that is cancelled in the middle gives its tokens once, and its rent once the queue has passed it", () => {
    pool.order(victim, 4n * SOL);
    pool.cancel(victim, 2n);
    context.refused(pool.cancelInstruction(victim, 2n), [victim.keypair], "TicketNotQueued");
    context.refused(pool.claimInstruction(victim.address, 2n), [], "TicketNotSettled");
  });

  it("[class-0] [P-11] cannot be stolen by anybody but its owner, nor paid to somebody else", () => {
    const ticket = pool.ticketAddress(1n);
    const steal = instructions.transferTicket({
      pool: pool.deployment,
      ticket,
      owner: thief.address,
      newOwner: thief.address,
    });
    context.refused(steal, [thief.keypair], "NotTicketOwner");
    context.refused(pool.cancelInstruction(thief, 1n), [thief.keypair], "NotTicketOwner");
    context.refused(pool.claimInstruction(victim.address, 0n), [], "WrongTicketOwner");
  });

  describe("that is not one", () => {
    /** A copy of a real ticket that is paid a thousand SOL, elsewhere. */
    function forge(address: PublicKey, owner: PublicKey): PublicKey {
      const account = context.chain.account(pool.ticketAddress(0n)) ?? assert.fail();
      account.data.writeBigUInt64LE(1_000n * SOL, 8 + 120);
      context.chain.setAccount(address, { ...account, owner, lamports: account.lamports });
      return address;
    }
    const claim = (ticket: PublicKey) =>
      instructions.claimTicket({ pool: pool.deployment, ticket, owner: thief.address, rentPayer: thief.address });

    it("[class-2] is refused when another program owns it", () => {
      const fake = forge(Keypair.generate().publicKey, Keypair.generate().publicKey);
      context.refused(claim(fake), [], "AccountOwnedByWrongProgram");
      const settle = instructions.settleTickets({ pool: pool.deployment, tickets: [fake] });
      context.refused(settle, [], "AccountOwnedByWrongProgram");
    });

    it("[class-3] is refused when it is another account of the program", () => {
      for (const cosplay of [pool.pdas.validators, pool.pdas.history]) {
        context.refused(claim(cosplay), [], "AccountDiscriminatorMismatch");
      }
      const asPool = instructions.claimTicket({
        pool: { ...pool.pdas, pool: pool.ticketAddress(0n) },
        ticket: pool.ticketAddress(0n),
        owner: thief.address,
        rentPayer: thief.address,
      });
      context.refused(asPool, [], "AccountDiscriminatorMismatch");
    });

    it("[class-1] is refused when it is another pool's", () => {
      const other = context.createTestPool();
      const rich = other.user("thief");
      other.deposit(rich, 100n * SOL);
      other.order(rich, 50n * SOL);
      const ticket = other.ticketAddress(0n);
      const settle = instructions.settleTickets({ pool: pool.deployment, tickets: [ticket] });
      context.refused(settle, [], "WrongTicket");
      const cancel = instructions.cancelTicket({
        minimumTokensOut: 0n,
        pool: pool.deployment,
        ticket,
        owner: rich.address,
        destination: thief.tokens,
      });
      context.refused(cancel, [rich.keypair], "WrongTicket");
    });
  });

  it("[class-7] can only be made at the address of the canonical bump", () => {
    const nonce = pool.nextNonce();
    const number = Buffer.alloc(8);
    number.writeBigUInt64LE(nonce);
    const seeds = [Buffer.from("ticket"), pool.pdas.pool.toBuffer(), thief.address.toBuffer(), number];
    const [, bump] = PublicKey.findProgramAddressSync(seeds, PROGRAM_ID);
    const others: PublicKey[] = [];
    for (let lower = bump - 1; lower >= 0 && others.length < 3; lower--) {
      try {
        others.push(PublicKey.createProgramAddressSync([...seeds, Buffer.from([lower])], PROGRAM_ID));
      } catch {
        // On the curve: no address of a program.
      }
    }
    for (const ticket of others) {
      const instruction = pool.orderInstruction(thief, SOL, 1n, { nonce });
      for (const key of instruction.keys) {
        if (key.pubkey.equals(ticketAddress(pool.pdas, thief.address, nonce))) key.pubkey = ticket;
      }
      context.refused(instruction, [thief.keypair], "ConstraintSeeds");
    }
  });

  it("whose address was prefunded is made all the same", () => {
    const nonce = pool.nextNonce();
    context.chain.donate(ticketAddress(pool.pdas, thief.address, nonce), 3n * SOL);
    context.done(pool.orderInstruction(thief, SOL, 1n, { nonce }), [thief.keypair]);
    assert.equal(pool.ticket(2n).status, TicketStatus.Queued);
  });

  it("cannot own itself", () => {
    const ticket = pool.ticketAddress(pool.order(thief, SOL));
    const toItself = { pool: pool.deployment, ticket, owner: thief.address, newOwner: ticket };
    context.refused(instructions.transferTicket(toItself), [thief.keypair], "WrongRecipient");
  });
});
