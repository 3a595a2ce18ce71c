// Members that fall silent together, neighbours in the list as those of one operator are: one pass of a keeper finds all of them.
import assert from "node:assert/strict";
import type { TestValidator } from "../../../../tests/common/steward";
import { stakedMembers } from "../../../../tests/steward/fixture";
import * as sdk from "../../src/steward";
import { StewardStage } from "./support";

const five = stakedMembers(5);
const forty = stakedMembers(40);
const SILENT = sdk.GATE_BITS.silent;

describe("[class-rating] [fault-silent-together] members that fall silent together", () => {
  let stage: StewardStage;

  const gatesOf = (one: TestValidator) => stage.steward.member(one).gates;

  /** A tenth of an epoch later: those have not voted in it, all others have. */
  function silence(some: readonly TestValidator[]): void {
    const { chain } = stage.context;
    chain.advanceSlots(chain.slotsPerEpoch / 10n);
    for (const one of stage.steward.listed) if (!some.includes(one)) one.voteNow();
  }

  /** What the SDK foretells of each, and the calls that it plans. */
  async function plan() {
    const situation = await stage.situation();
    const votes = await sdk.fetchVotes(
      stage.context.chain.connection,
      stage.steward.listed.map(({ vote }) => vote),
    );
    const told = new Map(
      situation.members.members.map((member) => [member.index, sdk.predicted(situation, votes, member).gates]),
    );
    return { told, calls: sdk.dueForRating(situation, votes) };
  }

  async function expectFound(some: readonly TestValidator[], told: ReadonlyMap<number, number>): Promise<void> {
    for (const one of stage.steward.listed) {
      assert.equal(gatesOf(one), told.get(one.index), `${one.index}`);
      assert.equal(gatesOf(one), some.includes(one) ? SILENT : 0, `${one.index}`);
      if (some.includes(one)) assert.equal(stage.steward.record(one).score, 0);
    }
    // They stay so without any witness, so nothing is due again.
    assert.deepEqual((await plan()).calls, []);
    assert.deepEqual((await sdk.crankSteward(stage.as())).rated, []);
  }

  it("are found by one pass: two of five, after all were rated in the epoch", async () => {
    stage = new StewardStage(five, 5);
    stage.steward.nextEpoch();
    await sdk.crankSteward(stage.as());
    const some = stage.steward.validators.slice(0, 2);
    silence(some);
    const { told, calls } = await plan();
    // The other three are the three witnesses that it takes.
    assert.deepEqual(
      calls.map((call) => call.map(({ member }) => member)),
      [[0, 1, 2, 3, 4]],
    );
    const { rated } = await sdk.crankSteward(stage.as());
    assert.equal(rated.length, 1);
    await expectFound(some, told);
  });

  it("are found by nobody where two of four are: two witnesses are too few", async () => {
    stage = new StewardStage(five, 5);
    stage.steward.nextEpoch();
    stage.steward.validators[4]?.close();
    await sdk.crankSteward(stage.as());
    const some = stage.steward.validators.slice(0, 2);
    const [, , third, fourth] = stage.steward.validators;
    const { chain } = stage.context;
    chain.advanceSlots(chain.slotsPerEpoch / 10n);
    for (const one of [third, fourth]) one?.voteNow();
    assert.deepEqual((await plan()).calls, [], "it would change nothing");
    const { members } = await sdk.rateMembers(stage.as());
    assert.deepEqual(
      members.map(({ gates }) => gates),
      [0, 0, 0, 0, sdk.GATE_BITS.closed],
    );
    assert(some.every((one) => gatesOf(one) === 0));
  });

  it("are found by the first rating of the epoch, fifteen neighbours of forty, with no call more for it", async () => {
    stage = new StewardStage(forty, 40);
    stage.steward.nextEpoch();
    const some = stage.steward.validators.slice(10, 25);
    silence(some);
    const { told, calls } = await plan();
    const rated = calls.flatMap((call) => call.map(({ member }) => member));
    // 40 in calls of at most 15, each of them once.
    assert.deepEqual([calls.length, rated.length, new Set(rated).size], [3, 40, 40]);
    for (const call of calls) {
      const silent = call.filter(({ vote }) => some.some((one) => one.vote.equals(vote)));
      assert(silent.length === 0 || call.length - silent.length >= 3, "three that vote beside whoever does not");
      const places = call.map(({ member }) => member);
      assert.deepEqual(
        places,
        [...places].sort((a, b) => a - b),
      );
    }
    assert.equal((await sdk.crankSteward(stage.as())).rated.length, 3);
    await expectFound(some, told);
  });

  it("are found by a later look, fifteen neighbours of forty, in two calls", async () => {
    stage = new StewardStage(forty, 40);
    stage.steward.nextEpoch();
    await sdk.crankSteward(stage.as());
    const some = stage.steward.validators.slice(10, 25);
    silence(some);
    const { told, calls } = await plan();
    // 15 in calls of at most 12, each with the same three that vote.
    assert.deepEqual(
      calls.map(({ length }) => length),
      [10, 11],
    );
    assert.equal((await sdk.crankSteward(stage.as())).rated.length, 2);
    await expectFound(some, told);
  });

  it("are found where they alone are named, and explained as what they are", async () => {
    stage = new StewardStage(forty, 40);
    stage.steward.nextEpoch();
    await sdk.crankSteward(stage.as());
    const some = stage.steward.validators.slice(0, 15);
    silence(some);
    const [first, second] = some as [TestValidator, TestValidator];
    for (const { vote } of [first, second]) {
      const { gates } = await sdk.explainMember(stage.as(), { vote });
      assert.deepEqual(
        gates.map(({ name }) => name),
        ["silent"],
      );
    }
    const { members } = await sdk.rateMembers(stage.as(), { votes: [first.vote] });
    assert.deepEqual(
      members.map(({ index, gates }) => [index, gates]),
      [[0, SILENT], ...[15, 16, 17].map((index) => [index, 0])],
    );
    const due = await sdk.rateMembers(stage.as(), { votes: [second.vote], onlyDue: true });
    assert.deepEqual(
      due.members.map(({ index }) => index),
      [1, 15, 16, 17],
    );
    await sdk.rateMembers(stage.as());
    assert(some.every((one) => gatesOf(one) === SILENT));
  });
});
