// A pool that nobody looked after for five epochs, put right by one call of the SDK.
import assert from "node:assert/strict";
import { keypairWallet, StakeStatus, TruestakeClient } from "@truestake/sdk";
import { SOL, TestContext, type TestPool, Twin, type User } from "../common";

describe("a pool whose cranks nobody has run for five epochs", () => {
  let context: TestContext;
  let pool: TestPool;
  let twin: Twin;
  let user: User;
  let client: TruestakeClient;
  let earned = 0n;
  let lost = 0n;

  before(() => {
    context = new TestContext();
    pool = context.createTestPool({ scores: Array.from({ length: 12 }, (_, index) => 100 + index), maxMove: 10_000 });
    twin = new Twin(pool);
    user = pool.user();
    twin.deposit(user, 3_000n * SOL);
    twin.delegateAll();
    context.chain.passEpochs(1);
    twin.update();
    // Something is on its way in every direction.
    twin.deposit(user, 500n * SOL);
    twin.delegateAll();
    pool.setScore(0, 0);
    pool.setScore(1, 1);
    twin.deactivateAll(); // What has just been delegated,
    twin.deactivateAll(); // and what is active.
    twin.order(user, 50n * SOL);

    const reference = context.chain.createVoteAccount();
    context.chain.setVoting(pool.vote(5), false);
    for (let epoch = 0; epoch < 6; epoch++) {
      context.chain.passEpochs(1);
      earned += context.chain.payRewards(pool.votes.map((vote) => ({ vote, partsPerMillion: 300n })));
    }
    lost = context.chain.slash(pool.stake(3), 50_000n);
    context.chain.deactivateDelinquent(pool.stake(5), pool.vote(5), reference);
    const connection = context.chain.connection;
    client = new TruestakeClient({ connection, wallet: keypairWallet(user.keypair), mint: pool.pdas.mint });
  });

  it("refuses what needs a price", () => {
    context.refused(pool.depositInstruction(user, SOL), [user.keypair], "PoolOutOfDate");
  });

  it("is right to the lamport after one call of refresh()", async () => {
    const unseen = twin.unseen();
    assert.equal(unseen.gain - unseen.loss, earned - lost);
    const { reserveLamports, stakedLamports } = pool.state;
    await client.refresh();
    twin.updateModel(unseen);
    twin.check();
    twin.checkBacking();
    assert.equal(
      pool.state.reserveLamports + pool.state.stakedLamports,
      reserveLamports + stakedLamports + earned - lost,
    );
    assert(pool.list.isMeasured(context.chain.epoch));
  });

  it("has put every account in order", () => {
    assert.equal(pool.record(0).stakeStatus, StakeStatus.Idle, "drained");
    assert.equal(pool.record(5).stakeStatus, StakeStatus.Deactivating, "deactivated by an outsider");
    for (const { index, transientStatus } of pool.list.records()) {
      assert(transientStatus <= StakeStatus.Idle || index === 5, `the transient account of ${index} is joined`);
    }
  });

  it("has nothing left to do", async () => {
    const { transactions } = await client.refresh();
    assert.deepEqual(transactions, []);
  });

  it("serves its users again", () => {
    twin.settle(1);
    twin.claim(0n);
    twin.deposit(user, SOL);
    twin.delegateAll();
  });
});
