// Who is busy was noted at an epoch's first measuring, unless that was `measure_only`: then nobody was noted, and neither did the keeper's
// proper update in the same epoch, since it was not the first. Anybody's `update_validators(measure_only)` in an epoch's first slot turned
// the guard of [fault-busy] off for the epoch: while stake cools down under the cluster's limit, SOL that comes cannot be delegated,
// paid nothing for the epoch, and took the others' rewards.
//
// What is right: whoever measures first and how, once the keeper has put the accounts in order both validators are busy with all scores,
// 1,000,000,000 parts per billion; and the thief gains nothing.
import assert from "node:assert/strict";
import { SOL } from "../common";
import { beginLateSol, leaveWith, rewardsOf, toLastOpenSlot } from "./lateSol";

function life(brought: bigint, measuredByThief: boolean) {
  const life = beginLateSol({ users: 899n * SOL, leavers: 100n * SOL });
  const { context, pool, leaver, thief } = life;
  const { chain } = context;
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
  chain.payRewards(rewardsOf(pool));
  if (measuredByThief) pool.updateValidators(true);
  pool.update();
  const { busyEpoch, busyShare } = pool.state;
  const busy = { busyShare: busyEpoch === chain.epoch ? busyShare : 0 };
  toLastOpenSlot(life);
  if (brought > 0n) pool.deposit(thief, brought);
  const refusals = [0, 1].map((index) => context.send(pool.delegateInstruction(index)).error);
  return { ...busy, refusals, ...leaveWith(life, brought) };
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
