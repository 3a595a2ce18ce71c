// Who is busy is noted at an epoch's first measuring, unless that is `measure_only`: then nobody is noted, and neither does the keeper's
// proper update in the same epoch, since it is not the first. Anybody's `update_validators(measure_only)` in an epoch's first slot turns
// the guard of [fault-busy] off for the epoch: while stake cools down under the cluster's limit, SOL that comes cannot be delegated,
// pays nothing for the epoch, and takes the others' rewards.
//
// What is right: whoever measures first and how, once the keeper has put the accounts in order both validators are busy with all scores,
// 1,000,000,000 parts per billion; and the thief gains nothing.
import assert from "node:assert/strict";
import { SOL, TestContext } from "../common";
import { FREE } from "./helpers";
import { type LateSol, leaveWith, toSlot } from "./lateSol";

const RATE = 400n;

function life(brought: bigint, measuredByThief: boolean) {
  const context = new TestContext();
  const { chain } = context;
  const pool = context.createTestPool({ ...FREE, scores: [100, 100] });
  const [user, leaver] = [pool.user("user"), pool.user("leaver")];
  const [thief, helper] = [pool.user("thief", 1_000_000n * SOL), pool.user("helper", 1_000_000n * SOL)];
  pool.deposit(user, 899n * SOL);
  pool.deposit(leaver, 100n * SOL);
  pool.delegateAll();
  pool.nextEpoch();
  const rewards = () => pool.votes.map((vote) => ({ vote, partsPerMillion: RATE }));
  const next = () => pool.nextEpoch(rewards());
  for (let epoch = 0; epoch < 2; epoch++) next();
  pool.order(leaver, 100n * SOL);
  pool.toMovingPart();
  while (pool.deactivateAll() > 0);
  // Much else of the cluster cools down, too: the limit lets a tenth of it go.
  const { epoch } = chain;
  chain.passEpochs(1);
  const own = chain.stakeHistory.get(epoch) ?? assert.fail("an entry");
  chain.setStakeHistory(
    new Map(chain.stakeHistory).set(epoch, { ...own, effective: 1_000n * SOL, deactivating: 900n * SOL }),
  );
  chain.payRewards(rewards());
  if (measuredByThief) pool.updateValidators(true);
  pool.update();
  const before = chain.balance(thief.address) + chain.balance(helper.address);
  const wealth = () => chain.balance(thief.address) + chain.balance(helper.address);
  const late: LateSol = { context, pool, user, leaver, thief, helper, wealth, before, next };
  const { busyEpoch, busyShare } = pool.state;
  const busy = { busyShare: busyEpoch === chain.epoch ? busyShare : 0 };
  const { slotsPerEpoch } = chain;
  toSlot(late, slotsPerEpoch - slotsPerEpoch / 100n - 1n);
  if (brought > 0n) pool.deposit(thief, brought);
  const refusals = [0, 1].map((index) => context.send(pool.delegateInstruction(index)).error);
  return { ...busy, refusals, ...leaveWith(late, brought) };
}

describe("[fault-measured-busy] SOL that comes while stake cools down under the cluster's limit", function () {
  this.timeout(600_000);
  for (const byThief of [false, true]) {
    it(`takes nothing of the others' rewards where ${byThief ? "the thief has measured first, and only measured" : "the keeper is first"}`, () => {
      const found = life(1_000n * SOL, byThief);
      assert.deepEqual(found.refusals, ["TransientInUse", "TransientInUse"]);
      assert(found.gain <= 0n, `gained ${found.gain}`);
      assert.equal(found.busyShare, 1_000_000_000);
    });
  }
});
