// Class: a small ticket that takes a large account down. Tickets are not bound by the limit on rebalancing, and an account
// that cannot be divided could only go as a whole. The guard is in deactivate_stake's plan: such an account goes when all
// of it is wanted.
import assert from "node:assert/strict";
import { SOL, TestContext, type TestPool, type User } from "../common";

describe("[class-amplification] a thief with a small ticket", () => {
  let context: TestContext;
  let pool: TestPool;
  let thief: User;

  /** 1,200 SOL are active, and 100,000 SOL activate at the same validator. */
  beforeEach(() => {
    context = new TestContext({ minimumDelegation: SOL });
    pool = context.createTestPool({ scores: [100], reserveBuffer: 0, rewardFee: 0 });
    thief = pool.user("thief");
    const whale = pool.user("whale", 200_000n * SOL);
    pool.deposit(thief, 1_200n * SOL);
    pool.delegateAll();
    pool.nextEpoch();
    pool.deposit(whale, 100_000n * SOL);
    pool.delegateAll();
  });

  it("does not deactivate what is activating, but for what the ticket is worth", () => {
    pool.order(thief, 1_000n * SOL);
    // It waits: nothing is taken for a ticket before the moving part of its epoch.
    context.refused(pool.deactivateInstruction(0), [], "AtTarget");
    const { event } = pool.toMovingPart().deactivate(0);
    assert.deepEqual([event.data.lamports, event.data.recalled], [1_000n * SOL, true]);
    assert.equal(context.chain.stakeAccount(pool.transient(0))?.delegation?.stake, 99_000n * SOL);
    assert.equal(pool.state.coolingLamports, 0n);
  });

  it("does not deactivate what has become active and was kept from being joined, in one transaction", () => {
    context.chain.passEpochs(1);
    const measure = pool.updateValidatorsInstruction([0], true);
    const attack = [measure, pool.updatePoolInstruction(), pool.orderInstruction(thief, 1_000_000n)];
    context.refused([...attack, pool.deactivateInstruction(0)], [thief.keypair], "AtTarget");
    context.done(attack, [thief.keypair]);
    pool.toMovingPart();
    context.refused(pool.deactivateInstruction(0), [], "TransientInUse");
    assert.equal(pool.state.coolingLamports, 0n);
  });

  it("gets its SOL all the same: joined stake is divided", () => {
    const ticket = pool.order(thief, 1_000_000n);
    pool.nextEpoch();
    pool.deactivate(0);
    assert(pool.state.coolingLamports <= context.chain.minimumDelegation(), "the least that moves");
    pool.nextEpoch();
    pool.settle(1);
    pool.claim(thief.address, ticket);
  });
});
