// Class: an admin or a guardian against the users: fees raised behind their backs, pauses without end, roles taken over.
import assert from "node:assert/strict";
import { feesOf, instructions } from "@truestake/sdk";
import { SOL, type TestContext, type TestPool, type User } from "../common";
import { stakedPool } from "./helpers";

const given = stakedPool();

describe("[P-13] [lesson-h] an admin or guardian who means ill", () => {
  let context: TestContext;
  let pool: TestPool;
  let victim: User;
  let thief: User;

  beforeEach(() => {
    ({ context, pool, victim, thief } = given());
  });

  it("[class-fees] [bug-spl-frontrun] cannot raise a fee in front of a deposit: it takes two updates, and the minimum holds", () => {
    const state = context.chain.snapshot();
    const expected = pool.deposit(thief, 10n * SOL).event.data.tokens as bigint;
    context.chain.rewind(state);
    pool.propose({ depositFee: 50 });
    pool.deposit(thief, 10n * SOL, { minimum: expected });
    pool.nextEpoch();
    pool.nextEpoch();
    assert.equal(feesOf(pool.state).deposit, 50);
    const instruction = pool.depositInstruction(thief, 10n * SOL, { minimum: expected });
    context.refused(instruction, [thief.keypair], "SlippageExceeded");
  });

  it("[class-fees] [bug-sanctum-min-out] cannot raise the fee of an instant unstake in front of it", () => {
    pool.createLiquidity({}, 100n * SOL);
    const state = context.chain.snapshot();
    const expected = pool.sell(victim, 10n * SOL).event.data.lamports as bigint;
    context.chain.rewind(state);
    pool.setLiquidity({ minFee: 1_000, maxFee: 1_000 });
    context.done(pool.sellInstruction(victim, 10n * SOL, expected), [victim.keypair]);
    pool.nextEpoch();
    pool.sell(victim, 10n * SOL);
    pool.nextEpoch();
    context.refused(pool.sellInstruction(victim, 10n * SOL, expected), [victim.keypair], "SlippageExceeded");
  });

  it("[class-fees] cannot raise the fee of a ticket that is in the queue", () => {
    pool.order(victim, 2n * SOL);
    pool.propose({ ticketFee: 50 });
    pool.nextEpoch();
    pool.nextEpoch();
    const { event } = pool.settle();
    assert.equal(event.data.fee, 2_000_000n);
  });

  it("[class-fees] [bug-spl-boundary] cannot bring a rise nearer by proposing it again, or by updating twice", () => {
    pool.propose({ depositFee: 50 });
    pool.nextEpoch();
    pool.propose({ depositFee: 50 });
    pool.update();
    pool.nextEpoch();
    assert.equal(feesOf(pool.state).deposit, 10);
  });

  it("[class-fees] [bug-jito-fee-max] cannot go over the ceilings in steps", () => {
    for (let step = 0; step < 3; step++) {
      pool.propose({ depositFee: 50, rewardFee: 1_000, ticketFee: 50, withdrawalFee: 50 });
      pool.nextEpoch();
      pool.nextEpoch();
      for (const change of [{ depositFee: 51 }, { rewardFee: 1_001 }, { ticketFee: 51 }, { withdrawalFee: 51 }]) {
        context.refused(pool.proposeInstruction(change), [pool.roles.admin], "FeeTooHigh");
      }
    }
  });

  // The guard is that a new proposal starts the wait anew, whatever it changes.
  it("[bug-spl-fee-steps] cannot creep up by cuts and rises in turn: every rise waits for its own two updates", () => {
    for (let epoch = 0; epoch < 6; epoch++) {
      pool.propose({ depositFee: 50 });
      pool.nextEpoch();
      pool.propose({ depositFee: 9 });
      assert.equal(feesOf(pool.state).deposit, 9);
    }
  });

  it("[bug-community-pause] cannot except anybody from a pause: admin, manager and guardian wait like all", () => {
    pool.deposit(thief, 50n * SOL);
    pool.pause();
    context.refused(pool.delegateInstruction(0), [], "Paused");
    for (const keypair of Object.values(pool.roles)) {
      const user = { keypair, address: keypair.publicKey, tokens: thief.tokens };
      context.refused(pool.depositInstruction(user, SOL), [keypair], "Paused");
    }
  });

  it("cannot keep anybody in with a pause after another, not with two guardians either", () => {
    pool.pause(259_200);
    const { admin } = pool.roles;
    const set = { pool: pool.deployment, admin: admin.publicKey, role: "guardian", newHolder: thief.address } as const;
    context.done(instructions.setRole(set), [admin]);
    context.refused(pool.pauseInstruction(1, thief.address), [thief.keypair], "PauseTooSoon");
    context.done(instructions.resume({ pool: pool.deployment, guardian: thief.address }), [thief.keypair]);
    context.refused(pool.pauseInstruction(1, thief.address), [thief.keypair], "PauseTooSoon");
    pool.withdrawStake(victim, 0, 10n * SOL);
  });

  it("[bug-spl-cycling] cannot keep anybody in by draining every validator, again and again", () => {
    for (const index of [0, 1]) {
      pool.setScore(index, 0);
      pool.emergency(index);
    }
    pool.withdrawStake(victim, 0, 50n * SOL);
    const ticket = pool.order(victim, 100n * SOL);
    pool.nextEpoch();
    pool.settle();
    pool.claim(victim.address, ticket);
  });

  it("cannot redirect what belongs to users: a new treasury gets fees, and nothing else", () => {
    const { books } = pool;
    pool.propose({ treasury: thief.tokens });
    assert.deepEqual(pool.books, books);
    context.refused(pool.depositInstruction(victim, SOL), [victim.keypair], "WrongTreasury");
    assert.equal(pool.tokensOf(thief.tokens), 0n);
  });

  it("cannot lower the cap below what is there to keep anybody in", () => {
    pool.propose({ depositCap: 0n });
    pool.order(victim, 2n * SOL);
    pool.withdrawStake(victim, 0, 10n * SOL);
    pool.nextEpoch();
    pool.settle();
  });

  it("cannot be replaced by somebody who only was proposed once", () => {
    const { admin } = pool.roles;
    const propose = (newAdmin: User["address"]) =>
      context.done(instructions.proposeAdmin({ pool: pool.deployment, admin: admin.publicKey, newAdmin }), [admin]);
    propose(thief.address);
    propose(victim.address);
    const acceptance = instructions.acceptAdmin({ pool: pool.deployment, pendingAdmin: thief.address });
    context.refused(acceptance, [thief.keypair], "NotPendingAdmin");
  });
});
