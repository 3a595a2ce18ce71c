// Class: others change the pool's accounts under the program: they deactivate a delinquent's stake, donate, burn. Nothing
// of it is assumed not to happen; the update measures and goes on.
import assert from "node:assert/strict";
import { StakeStatus } from "@truestake/sdk";
import { SOL, type TestContext, type TestPool, type User } from "../common";
import { stakedPool } from "./helpers";

const given = stakedPool();

describe("[lesson-e] an outsider", () => {
  let context: TestContext;
  let pool: TestPool;
  let victim: User;

  beforeEach(() => {
    ({ context, pool, victim } = given());
  });

  describe("[bug-marinade-delinquent] somebody who deactivates a delinquent's stake", () => {
    /** Both accounts of validator 0 hold active stake, and an outsider has deactivated both. */
    beforeEach(() => {
      pool.deposit(victim, 300n * SOL);
      pool.delegate(0);
      const reference = context.chain.createVoteAccount();
      context.chain.setVoting(pool.vote(0), false);
      context.chain.passEpochs(6);
      pool.updateValidators(true);
      context.done(pool.updatePoolInstruction());
      for (const stake of [pool.stake(0), pool.transient(0)]) {
        context.chain.deactivateDelinquent(stake, pool.vote(0), reference);
      }
    });

    it("changes no price, and no book before the next update", () => {
      const { books, state } = pool;
      pool.updateValidators();
      assert.deepEqual(pool.books, books);
      assert.equal(pool.state.stakedLamports, state.stakedLamports);
    });

    it("brings the pool its stake back, to the lamport, and the pool delegates it again", () => {
      const { total } = pool.books;
      pool.nextEpoch();
      pool.nextEpoch();
      assert.equal(pool.books.total, total);
      assert.equal(pool.record(0).stakeStatus, StakeStatus.Idle);
      assert.equal(pool.record(0).transientStatus, StakeStatus.Idle);
      assert.equal(pool.state.coolingLamports, 0n);
      assert(pool.state.reserveLamports > 300n * SOL);
      context.chain.setVoting(pool.vote(0), true);
      assert(pool.delegateAll() > 0);
      pool.nextEpoch();
      assert.equal(pool.record(0).stakeStatus, StakeStatus.Delegated);
    });

    it("does not make the pool send more after it, or deactivate it twice", () => {
      pool.deposit(victim, 100n * SOL);
      context.refused(pool.delegateInstruction(0), [], "StakeCoolingDown");
      pool.order(victim, 400n * SOL);
      pool.updateValidators();
      context.refused(pool.deactivateInstruction(0), [], "StakeCoolingDown");
      pool.setScore(0, 0);
      context.refused(pool.emergencyInstruction(0), [pool.roles.manager], "NothingToDeactivate");
    });

    it("keeps nobody in: tickets are paid by what comes back", () => {
      const ticket = pool.order(victim, pool.tokensOf(victim.tokens));
      pool.updateValidators();
      pool.deactivateAll();
      for (let epoch = 0; epoch < 3 && pool.state.nextSettlement <= ticket; epoch++) {
        pool.nextEpoch();
        context.send(pool.settleInstruction());
      }
      pool.claim(victim.address, ticket);
    });
  });

  it("somebody who burns tokens gives what they were worth to the others, and stops nothing", () => {
    pool.burn(victim, 100n * SOL);
    pool.deposit(victim, SOL);
    pool.order(victim, SOL);
    pool.nextEpoch();
    pool.settle();
    const { total, supply } = pool.nextEpoch().event.data.after as { total: bigint; supply: bigint };
    assert(total > supply, "the price has risen");
    assert.equal(pool.supply, pool.state.supply);
  });

  it("[lesson-b] somebody who leaves an odd lamport in every account finds nothing that compares for equality", () => {
    const reserve = pool.reserve;
    for (let epoch = 0; epoch < 3; epoch++) {
      for (const index of [0, 1]) {
        for (const address of [pool.stake(index), pool.transient(index)]) context.chain.donate(address, 1n);
      }
      context.chain.donate(pool.pdas.reserve, 1n);
      pool.deposit(victim, 100n * SOL);
      pool.delegateAll();
      pool.order(victim, 150n * SOL);
      pool.deactivateAll();
      pool.nextEpoch();
    }
    pool.settle(1);
    assert(pool.reserve >= pool.state.reserveLamports);
    assert(pool.reserve !== reserve);
  });
});
