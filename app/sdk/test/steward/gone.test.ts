// A member that is gone: nothing of it is left in the pool, whose list has its place for others.
import assert from "node:assert/strict";
import { stakedMembers } from "../../../../tests/steward/fixture";
import { removeValidators } from "../../src/actions";
import { isDrained } from "../../src/quote/explain";
import * as sdk from "../../src/steward";
import { StewardStage } from "./support";

const five = stakedMembers(5, 1);

describe("[class-place] [fault-kept-for-ever] a member that is gone", () => {
  let stage: StewardStage;

  beforeEach(() => {
    stage = new StewardStage(five, 5);
  });

  /** Its last rating left its place to be kept; a migration clears that, once, and then anybody takes it off the pool's list. */
  async function expectRemovable(run: () => Promise<number>): Promise<void> {
    const { steward } = stage;
    const gone = stage.validator(0);
    const { score, cap, keep } = steward.record(gone);
    assert.deepEqual([score, cap, keep], [0, 0n, 1]);
    assert(!isDrained(steward.record(gone)), "nobody may remove it yet");
    const due = sdk.dueForMigration(await stage.situation());
    assert.deepEqual(
      due.map(({ vote }) => vote),
      [gone.vote],
    );
    assert.equal(await run(), 1);
    assert.equal(steward.record(gone).keep, 0);
    assert.deepEqual(await sdk.migrateValidators(stage.as()), [], "nothing is sent twice");
    assert.equal((await removeValidators(stage.as())).length, 1);
    assert(!steward.isListed(gone));
  }

  async function leave(): Promise<void> {
    const { vote } = stage.validator(0);
    await sdk.leave(stage.ownerOf(stage.validator(0)), { vote });
    for (let epoch = 0; epoch < 5; epoch++) {
      stage.steward.nextEpoch();
      await sdk.crankSteward(stage.as());
      stage.steward.move();
    }
    stage.steward.nextEpoch();
    await sdk.crankSteward(stage.as());
    assert.equal((await sdk.withdrawBond(stage.as(), { vote })).left, true);
    stage.validator(0).index = -1;
  }

  it("is taken off the pool's list after it left, once a keeper has passed", async () => {
    await leave();
    await expectRemovable(async () => (await sdk.crankSteward(stage.as())).migrated.length);
  });

  it("is, where somebody names it", async () => {
    await leave();
    const { vote } = stage.validator(0);
    await expectRemovable(async () => (await sdk.migrateValidators(stage.as(), { votes: [vote] })).length);
  });

  it("is planned for by keepers", async () => {
    await leave();
    await expectRemovable(async () => {
      const { connection } = stage.context.chain;
      const payer = stage.context.payer.publicKey;
      const due = await sdk.planSteward(connection, stage.keys, { payer });
      assert.deepEqual(
        due.map(({ step, count }) => [step, count]),
        [["migrate", 1]],
      );
      for (const { instructions } of due) stage.context.done(instructions);
      return due.length;
    });
  });

  it("is told to the pool in the pass that removes it as a member without a bond", async () => {
    const { steward, holder } = stage;
    const gone = stage.validator(0);
    steward.burnOut(gone, holder);
    steward.crank();
    steward.move();
    steward.pass(2);
    await sdk.crankSteward(stage.as());
    assert.equal(steward.record(gone).keep, 1);
    const { removed, migrated } = await sdk.crankSteward(stage.as());
    assert.deepEqual([removed.length, migrated.length], [1, 1]);
    gone.index = -1;
    assert.equal(steward.record(gone).keep, 0);
    assert.equal((await removeValidators(stage.as())).length, 1);
    assert(!steward.isListed(gone));
  });
});
