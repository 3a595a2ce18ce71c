// Who is busy was noted at an epoch's first measuring, unless that was `measure_only`: then nobody was noted, and neither did the keeper's
// proper update in the same epoch, since it was not the first. Anybody's `update_validators(measure_only)` in an epoch's first slot turned
// the guard of [fault-busy] off for the epoch: while stake cools down under the cluster's limit, SOL that comes cannot be delegated,
// paid nothing for the epoch, and took the others' rewards.
//
// Nor was anybody busy for who came in the same transaction, before the keeper: measure only, update the pool, deposit.
//
// What is right: whoever measures first and how, both validators are busy with all scores, 1,000,000,000 parts per billion; and the thief
// gains nothing.
import assert from "node:assert/strict";
import { SOL } from "../common";
import { beginLateSol, leaveWith, rewardsOf, toLastOpenSlot } from "./lateSol";

type First =
  | "the keeper is first"
  | "the thief has measured first, and only measured"
  | "the thief comes with that measuring";

function life(brought: bigint, first: First) {
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
  if (first === "the thief comes with that measuring") {
    const measuring = [pool.updateValidatorsInstruction(undefined, true), pool.updatePoolInstruction()];
    context.done([...measuring, pool.depositInstruction(thief, brought)], [thief.keypair]);
  } else if (first === "the thief has measured first, and only measured") pool.updateValidators(true);
  const measured = pool.state;
  pool.update();
  const { intakeEpoch, busyShare } = pool.state;
  if (first !== "the keeper is first") assert.equal(measured.busyShare, busyShare);
  const busy = { busyShare: intakeEpoch === chain.epoch ? busyShare : 0 };
  toLastOpenSlot(life);
  if (first !== "the thief comes with that measuring") pool.deposit(thief, brought);
  const refusals = [0, 1].map((index) => context.send(pool.delegateInstruction(index)).error);
  return { ...busy, refusals, ...leaveWith(life, brought) };
}

describe("[fault-measured-busy] SOL that comes while stake cools down under the cluster's limit", function () {
  this.timeout(600_000);
  for (const first of [
    "the keeper is first",
    "the thief has measured first, and only measured",
    "the thief comes with that measuring",
  ] as const) {
    it(`takes nothing of the others' rewards where ${first}`, () => {
      const found = life(1_000n * SOL, first);
      assert.deepEqual(found.refusals, ["TransientInUse", "TransientInUse"]);
      assert(found.gain <= 0n, `gained ${found.gain}`);
      assert.equal(found.busyShare, 1_000_000_000);
    });
  }
});
