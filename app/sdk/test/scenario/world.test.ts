// The world of scenarios is the program's: the same steps on the in-process chain give the same lamports.
import assert from "node:assert/strict";
import type { User } from "../../../../tests/common";
import { update } from "../../src/scenario/world/update";
import { ScenarioTwin, SOL } from "./twin";

describe("the world of scenarios, beside the program", () => {
  let twin: ScenarioTwin;
  let ann: User;
  let bob: User;

  const open = (options: ConstructorParameters<typeof ScenarioTwin>[0], chain = {}) => {
    twin = new ScenarioTwin({ scores: [700, 200, 100], ...options }, chain);
    [ann, bob] = [twin.pool.user("ann", 1_000n * SOL), twin.pool.user("bob", 1_000n * SOL)];
    twin.pool.deposit(ann, 800n * SOL);
    twin.pool.deposit(bob, 400n * SOL);
  };

  it("rewards of epochs, with delegation, joining and rebalancing", async () => {
    open({ maxValidatorShare: 5_000, reserveBuffer: 100 });
    const world = await twin.world();
    await twin.crank(world);
    for (const rewards of [
      [300, 300, 300],
      [400, 200, 0],
      [0, 0, 0],
      [350, 351, 352],
    ]) {
      await twin.nextEpoch(world, rewards);
      await twin.crank(world);
      await twin.toMovingPart(world);
      await twin.crank(world);
    }
  });

  it("limits that bind, and what validators take of SOL that comes", async () => {
    open({ maxValidatorShare: 4_000, reserveBuffer: 0 });
    twin.pool.setScores({ index: 0, cap: 300n * SOL }, { index: 2, cap: 150n * SOL });
    let world = await twin.world();
    await twin.crank(world);
    for (const tokens of [200n, 0n, 100n, 0n]) {
      if (tokens > 0n) await twin.order(world, bob, tokens * SOL);
      await twin.nextEpoch(world, [300, 300, 300]);
      await twin.crank(world);
      await twin.toMovingPart(world);
      await twin.crank(world);
    }
    const { intakeLamports, intakeUncapped } = world.pool;
    assert.ok(intakeLamports >= 450n * SOL, "two caps, or what has grown beyond them");
    assert.deepEqual([intakeUncapped, world.scores.clipped], [1, 1_000n]);
    // Caps that rise, scores that fall, and a validator that is added before the epoch's first look.
    twin.pool.setScores({ index: 0, cap: 900n * SOL }, { index: 1, score: 20 });
    twin.context.chain.passEpochs(1);
    twin.pool.addValidator(500, undefined, 70n * SOL);
    world = await twin.world();
    twin.pool.update();
    update(world);
    await twin.same(world, "after an update");
    const { intakeCapped, intakeLowestCap } = world.pool;
    assert.deepEqual([intakeCapped, intakeLowestCap], [1n, 900n * SOL], "a cap over the largest share");
    await twin.crank(world);
    for (let epochs = 0; epochs < 3; epochs++) {
      await twin.nextEpoch(world, [300, 300, 300, 300]);
      await twin.toMovingPart(world);
      await twin.crank(world);
    }
  });

  it("a slash in the middle of an epoch, and one that the turn finds", async () => {
    open({});
    twin.pool.delegateAll();
    twin.pool.nextEpoch();
    const world = await twin.world();
    await twin.nextEpoch(world, [300, 300, 300]);
    await twin.order(world, bob, 100n * SOL);
    twin.slash(world, 0, 50_000);
    await twin.measure(world, 0);
    twin.slash(world, 1, 123_457);
    await twin.nextEpoch(world, [300, 300, 300]);
    await twin.crank(world);
    assert.equal(world.passed.length + world.tickets.length, 1);
  });

  it("a queue that is paid in parts, as the cluster lets stake cool down", async () => {
    open({ reserveBuffer: 0, ticketFee: 10 }, { clusterStake: 1_500n * SOL });
    twin.pool.delegateAll();
    for (let epoch = 0; epoch < 12; epoch++) twin.pool.nextEpoch();
    const world = await twin.world();
    await twin.nextEpoch(world, [300, 310, 320]);
    await twin.order(world, ann, 500n * SOL);
    await twin.order(world, bob, 300n * SOL);
    await twin.crank(world);
    await twin.toMovingPart(world);
    await twin.order(world, ann, 77n * SOL);
    await twin.crank(world);
    let epochs = 0;
    for (; world.tickets.length > 0 && epochs < 20; epochs++) {
      await twin.nextEpoch(world, [300, 310, 320]);
      await twin.crank(world);
      await twin.toMovingPart(world);
      await twin.crank(world);
    }
    assert.deepEqual([world.passed.length, world.tickets.length], [3, 0]);
    assert.ok(epochs > 3, `${epochs} epochs: the cluster's limit is felt`);
  });

  it("stake that warms up: what it earns is counted, but by no stake until all of it is effective", async () => {
    open({ reserveBuffer: 0 }, { clusterStake: 1_000n * SOL });
    twin.pool.nextEpoch();
    const world = await twin.world();
    await twin.crank(world);
    const bases: bigint[] = [];
    for (let epochs = 0; epochs < 14; epochs++) {
      await twin.nextEpoch(world, [300, 300, 300]);
      const { base, earned, other } = world.validators[0]?.record.earning ?? assert.fail();
      assert.ok(epochs === 0 || earned + other > 0n, `${epochs}`);
      assert.equal(base > 0n, earned > 0n);
      bases.push(base);
    }
    // 9 % of 1,000 SOL and of what has come is effective after each epoch: of 1,200 in all 90, 188, 295, 412, 539, 677, 828, 992, 1,172, so all
    // after ten.
    assert.deepEqual(
      bases.map((base) => base > 0n),
      Array.from({ length: 14 }, (_, epochs) => epochs >= 10),
    );
  });

  it("an epoch that the stake history lacks since the last update: nobody can say how much was effective", async () => {
    open({});
    twin.pool.delegateAll();
    for (let epoch = 0; epoch < 2; epoch++) twin.pool.nextEpoch();
    const { chain } = twin.context;
    const since = chain.epoch;
    chain.passEpochs(2);
    chain.payRewards([{ vote: twin.pool.vote(0), partsPerMillion: 300n }]);
    // Behind those of the test lie as many as there are on a chain.
    const [[first, oldest] = assert.fail()] = [...chain.stakeHistory];
    const others = [...chain.stakeHistory].filter(([epoch]) => epoch !== since);
    chain.setStakeHistory(new Map([[first - 1n, oldest], ...others]));
    const world = await twin.world();
    twin.pool.update();
    update(world);
    await twin.same(world, "after an update");
    const { earning } = world.validators[0]?.record ?? assert.fail();
    assert.ok(earning.since === since && earning.other > 0n);
    assert.deepEqual([earning.base, earning.earned], [0n, 0n]);
  });
});
