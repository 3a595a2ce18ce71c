// Class: one account in two roles. Where it makes sense it is allowed and exact; where not it is refused.
import assert from "node:assert/strict";
import { instructions } from "@truestake/sdk";
import { SOL, type TestContext, type TestPool, type User } from "../common";
import { stakedPool } from "./helpers";

const given = stakedPool();

describe("[class-6] [lesson-n] one account in two roles", () => {
  let context: TestContext;
  let pool: TestPool;
  let victim: User;
  let thief: User;

  beforeEach(() => {
    ({ context, pool, victim, thief } = given());
  });

  it("mints what was paid for and no more when destination, referrer and treasury are the same", () => {
    const { treasury } = pool.config;
    const [supply, held] = [pool.supply, pool.tokensOf(treasury)];
    const instruction = pool.depositInstruction({ ...thief, tokens: treasury }, 10n * SOL, { referrer: treasury });
    context.done(instruction, [thief.keypair]);
    assert.equal(pool.supply - supply, 10n * SOL);
    assert.equal(pool.tokensOf(treasury) - held, 10n * SOL);
  });

  it("cannot make the escrow pay for a ticket", () => {
    pool.order(victim, 5n * SOL);
    const order = instructions.orderUnstake({
      pool: pool.deployment,
      owner: thief.address,
      source: pool.pdas.escrow,
      nonce: 0n,
      tokens: SOL,
      minimumLamportsOut: 1n,
    });
    context.refused(order, [thief.keypair], "WrongTokenOwner");
  });

  it("[class-remaining] measures a validator that is named twice once, and counts it once", () => {
    context.chain.passEpochs(1);
    context.chain.payRewards([{ vote: pool.vote(0), lamports: SOL }]);
    const { event } = context.done(pool.updateValidatorsInstruction([0, 0, 0]));
    assert.equal(event.data.measured, 1);
    assert.equal(event.data.earned, SOL);
    context.refused(pool.updatePoolInstruction(), [], "ValidatorsOutOfDate");
  });

  it("[class-remaining] settles a ticket that is named twice once", () => {
    pool.order(victim, SOL);
    pool.nextEpoch();
    const ticket = pool.ticketAddress(0n);
    const before = pool.reserve;
    context.done(instructions.settleTickets({ pool: pool.deployment, tickets: [ticket, ticket, ticket] }));
    assert.equal(before - pool.reserve, pool.ticket(0n).claimableLamports);
  });

  it("does not let a crank use the pool's reserve as a stake account, or the other way round", () => {
    for (const instruction of [pool.delegateInstruction(0), pool.deactivateInstruction(0)]) {
      const keys = instruction.keys.map((key) =>
        key.pubkey.equals(pool.stake(0)) ? { ...key, pubkey: pool.pdas.reserve } : key,
      );
      context.refused({ ...instruction, keys }, [], "WrongStakeAccount");
    }
    const update = pool.updateValidatorsInstruction([0]);
    const keys = update.keys.map((key) =>
      key.pubkey.equals(pool.pdas.reserve) ? { ...key, pubkey: pool.stake(0) } : key,
    );
    context.refused({ ...update, keys }, [], "WrongReserve");
  });
});
