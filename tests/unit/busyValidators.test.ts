// Who can be given nothing more in an epoch: update_validators notes it at every look, by what putting the accounts in order finds, or would
// find where they are measured only.
import assert from "node:assert/strict";
import { StakeStatus } from "@truestake/sdk";
import { SOL, TestContext, type TestPool, type User } from "../common";

/** All scores are the one validator's. */
const [FREE, BUSY] = [0, 1_000_000_000];

for (const measureOnly of [false, true]) {
  describe(`update_validators notes who is busy, ${measureOnly ? "by measuring alone" : "as it puts accounts in order"}:`, () => {
    let context: TestContext;
    let pool: TestPool;
    let user: User;

    beforeEach(() => {
      // Elsewhere are 1,000 SOL, and 9 % of all that is effective may move in an epoch.
      context = new TestContext({ clusterStake: 1_000n * SOL });
      pool = context.createTestPool({ scores: [100], reserveBuffer: 0, maxMove: 10_000 });
      user = pool.user();
      pool.deposit(user, 299n * SOL);
      pool.delegateAll();
    });

    const look = () => {
      context.done(pool.updateValidatorsInstruction(undefined, measureOnly));
      const { intakeEpoch, busyShare } = pool.state;
      assert.equal(intakeEpoch, context.chain.epoch);
      return busyShare;
    };

    const pass = (epochs: number) => {
      for (let epoch = 0; epoch < epochs; epoch++) pool.nextEpoch();
    };

    it("not who has a stake account that warms up, since the transient account is free", () => {
      context.chain.passEpochs(1);
      assert.equal(look(), FREE);
      pool.update();
      pool.deposit(user, 10n * SOL);
      assert.equal(pool.delegateAll(), 1);
    });

    it("not whose transient account was delegated in this epoch: more can be added to it", () => {
      pass(6);
      pool.deposit(user, 100n * SOL);
      pool.delegateAll();
      assert.equal(pool.record(0).transientStatus, StakeStatus.Delegated);
      assert.equal(look(), FREE);
      pool.deposit(user, 10n * SOL);
      assert.equal(pool.delegateAll(), 1);
    });

    it("not whose transient account has become active, and joins", () => {
      pass(6);
      pool.deposit(user, 100n * SOL);
      pool.delegateAll();
      // With 1,300 SOL effective 117 may become so.
      context.chain.passEpochs(1);
      assert.equal(look(), FREE);
    });

    it("whose transient account still warms up", () => {
      pass(6);
      pool.deposit(user, 300n * SOL);
      pool.delegateAll();
      context.chain.passEpochs(1);
      assert.equal(look(), BUSY);
      pool.update();
      pool.deposit(user, 10n * SOL);
      context.refused(pool.delegateInstruction(0), [], "TransientInUse");
    });

    it("whose transient account cools down in part, and not who has it back", () => {
      pass(6);
      pool.order(user, 200n * SOL);
      pool.toMovingPart().deactivateAll();
      assert.equal(pool.record(0).transientStatus, StakeStatus.Deactivating);
      context.chain.passEpochs(1);
      assert.equal(look(), BUSY);
      pool.update();
      pass(3);
      context.chain.passEpochs(1);
      assert.equal(look(), FREE);
    });

    it("whose stake account an outsider has deactivated, even where the transient account is of this epoch", () => {
      const reference = context.chain.createVoteAccount();
      context.chain.setVoting(pool.vote(0), false);
      pass(6);
      pool.deposit(user, 100n * SOL);
      pool.delegateAll();
      context.chain.deactivateDelinquent(pool.stake(0), pool.vote(0), reference);
      assert.equal(look(), BUSY);
      assert.equal(pool.record(0).transientStatus, StakeStatus.Delegated);
    });
  });
}
