// Stake moves no faster than the cluster lets it: a part of it is effective in the epochs between.
import assert from "node:assert/strict";
import { stakeAt } from "@truestake/localnet";
import { StakeStatus } from "@truestake/sdk";
import { SOL, TestContext, type TestPool, Twin, type User } from "../common";

/** So much stake is elsewhere: 9 % of everybody's effective stake may move in an epoch. */
const ELSEWHERE = 1_000n * SOL;

describe("[bug-jito-warmup] when the cluster limits how much stake may move", () => {
  let context: TestContext;
  let pool: TestPool;
  let twin: Twin;
  let user: User;

  beforeEach(() => {
    context = new TestContext({ clusterStake: ELSEWHERE });
    pool = context.createTestPool({ scores: [100], reserveBuffer: 0, maxMove: 10_000 });
    twin = new Twin(pool);
    user = pool.user();
  });

  const nextEpoch = () => {
    context.chain.passEpochs(1);
    twin.update();
  };

  function effective(address = pool.stake(0)): { effective: bigint; activating: bigint; deactivating: bigint } {
    const delegation = context.chain.stakeAccount(address)?.delegation ?? assert.fail("delegated");
    return stakeAt(delegation, context.chain.epoch, context.chain.stakeHistory);
  }

  describe("stake that warms up", () => {
    beforeEach(() => {
      twin.deposit(user, 299n * SOL);
      twin.delegateAll();
      nextEpoch();
    });

    it("is effective in part at first, and whole after some epochs", () => {
      assert.equal(effective().effective, 90n * SOL);
      let epochs = 1;
      for (; effective().activating > 0n; epochs++) nextEpoch();
      assert.equal(epochs, 4);
    });

    it("lets a further deposit wait in the transient account, and joins it when both are warm", () => {
      twin.deposit(user, 100n * SOL);
      assert.equal(twin.delegateAll(), 1);
      assert.equal(pool.record(0).transientStatus, StakeStatus.Delegated);
      let epochs = 0;
      for (; pool.record(0).transientStatus === StakeStatus.Delegated && epochs < 12; epochs++) nextEpoch();
      assert(epochs > 1, "not in the next epoch");
      assert.equal(pool.record(0).transientStatus, StakeStatus.Idle);
      assert.equal(effective().activating, 0n);
      twin.checkBacking();
    });

    it("takes no more while both accounts warm up", () => {
      twin.deposit(user, 100n * SOL);
      twin.delegateAll();
      nextEpoch();
      twin.deposit(user, 100n * SOL);
      context.refused(pool.delegateInstruction(0), [], "TransientInUse");
    });

    it("can only be deactivated as a whole, and what was effective cools down", () => {
      pool.setScore(0, 0);
      const { event } = pool.toMovingPart().deactivate(0);
      assert.equal(event.data.stake, pool.stake(0).toBase58());
      assert.equal(pool.state.coolingLamports, event.data.lamports);
      twin.check();
      let epochs = 0;
      for (; pool.record(0).stakeStatus === StakeStatus.Deactivating && epochs < 12; epochs++) nextEpoch();
      assert.equal(pool.record(0).stakeStatus, StakeStatus.Idle);
      assert.equal(pool.state.coolingLamports, 0n);
      assert.equal(pool.state.reserveLamports, 300n * SOL - 2n * context.chain.rentFor(200n));
    });
  });

  describe("stake that cools down", () => {
    beforeEach(() => {
      twin.deposit(user, 299n * SOL);
      twin.delegateAll();
      for (let epoch = 0; epoch < 6; epoch++) nextEpoch();
      assert.equal(effective().activating, 0n);
    });

    it("comes back as it gets free, and the ticket that waits for it is paid in parts", () => {
      twin.order(user, 250n * SOL);
      assert.equal(twin.deactivateAll(), 1);
      nextEpoch();
      const part = effective(pool.transient(0));
      assert(part.effective > 0n && part.effective < 250n * SOL, "a part of it is still effective");
      assert.equal(pool.record(0).transientStatus, StakeStatus.Deactivating);
      // All that is not effective any more is back, but for one lamport.
      const { reserveLamports: free, coolingLamports: rest } = pool.state;
      assert.deepEqual([free, rest], [250n * SOL - part.effective - 1n, part.effective + 1n]);
      assert.equal(twin.settle(1), 0, "the ticket waits for the rest");
      const came = twin.claim(0n);
      assert(came <= free && came >= free - 2n, "and has all that came");
      context.refused(pool.deactivateInstruction(0), [], "AtTarget");
      let epochs = 1;
      for (; twin.settle(1) === 0 && epochs < 12; epochs++) nextEpoch();
      assert(epochs > 1 && epochs < 6);
      assert.equal(pool.record(0).transientStatus, StakeStatus.Idle);
      twin.claim(0n);
      twin.checkBacking();
    });

    it("keeps its validator's share of all scores busy, as a whole account too", () => {
      pool.setScore(0, 0);
      pool.toMovingPart().deactivate(0);
      pool.setScore(0, 100);
      nextEpoch();
      assert.equal(pool.record(0).stakeStatus, StakeStatus.Deactivating);
      const { intakeEpoch, busyShare } = pool.state;
      assert.deepEqual([intakeEpoch, busyShare], [context.chain.epoch, 1_000_000_000], "the pool's only validator");
    });

    it("is nobody's stake account once a part of it has come back: it has fewer lamports than it has delegated", () => {
      pool.setScore(0, 0);
      pool.toMovingPart().deactivate(0);
      nextEpoch();
      assert.equal(pool.record(0).stakeStatus, StakeStatus.Deactivating);
      context.refused(pool.withdrawStakeInstruction(user, 0, 10n * SOL), [user.keypair], "NotEnoughStake");
    });

    it("leaves a transient account that warms up apart from it", () => {
      twin.deposit(user, 200n * SOL);
      twin.delegateAll();
      nextEpoch();
      pool.setScore(0, 0);
      twin.deactivateAll();
      const record = pool.record(0);
      assert.equal(record.transientStatus, StakeStatus.Deactivating);
      twin.deactivateAll();
      let epochs = 0;
      for (; pool.state.coolingLamports > 0n && epochs < 20; epochs++) nextEpoch();
      assert.equal(pool.state.coolingLamports, 0n);
      assert.equal(pool.state.reserveLamports, 500n * SOL - 2n * context.chain.rentFor(200n));
    });
  });

  it("the chain's own account of it agrees with the stake program's", () => {
    twin.deposit(user, 299n * SOL);
    twin.delegateAll();
    for (let epoch = 0; epoch < 3; epoch++) {
      nextEpoch();
      const { effective: part, activating } = effective();
      const whole = context.chain.stakeAccount(pool.stake(0))?.delegation?.stake ?? 0n;
      assert.equal(part + activating, whole);
    }
    pool.setScore(0, 0);
    pool.toMovingPart().deactivate(0);
    for (let epoch = 0; epoch < 8; epoch++) {
      nextEpoch();
      const isFree = effective().effective === 0n;
      assert.equal(pool.record(0).stakeStatus === StakeStatus.Idle, isFree, "the program sees the same");
    }
    assert.equal(pool.record(0).stakeStatus, StakeStatus.Idle);
  });
});
