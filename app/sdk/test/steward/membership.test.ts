// Who leaves while it is vetoed leaves its membership behind: it is no member's, and bars it from joining until the veto would have ended.
import assert from "node:assert/strict";
import { SystemProgram } from "@solana/web3.js";
import { SOL } from "../../../../tests/common";
import { stakedMembers } from "../../../../tests/steward/fixture";
import * as sdk from "../../src/steward";
import { refused, StewardStage } from "./support";

const members = stakedMembers(12, 1);

describe("a membership that is left behind", () => {
  let stage: StewardStage;

  beforeEach(() => {
    stage = new StewardStage(members, 12);
  });

  const join = (place: number) => {
    const validator = stage.validator(place);
    const { vote, withdrawer } = validator;
    return sdk.join(stage.ownerOf(validator), { vote, tokens: 50n * SOL, pledge: 500, withdrawer });
  };

  it("bars the validator until its veto would have ended, and then is closed by whoever joins", async () => {
    const { steward, context, keys } = stage;
    const { connection } = context.chain;
    const first = stage.validator(0);
    const { vote } = first;
    const { untilEpoch } = await sdk.veto(stage.admin, { vote, reason: "it forks the chain" });
    await sdk.leave(stage.ownerOf(first), { vote });
    for (let epoch = 0; epoch < 5; epoch++) {
      steward.nextEpoch();
      await sdk.crankSteward(stage.as());
      steward.move();
    }
    steward.nextEpoch();
    const { left } = await sdk.withdrawBond(stage.as(), { vote });
    assert.equal(left, true);
    Object.assign(first, { index: -1 });

    // No reader takes it for a member's, and the program has no other place for it.
    const found = (await sdk.fetchMembershipThere(connection, keys, vote)) ?? assert.fail("it is kept");
    assert.deepEqual([found.barredUntil, found.rentPayer], [untilEpoch, context.payer.publicKey]);
    const missing = await refused(sdk.fetchMembership(connection, keys, vote), "MemberNotFound");
    assert.equal(missing.args.barredUntil, untilEpoch);
    const { hint } = await refused(sdk.explainMember(stage.as(), { vote }), "MemberNotFound");
    assert.match(hint, new RegExp(`left while it was vetoed, and may join again from epoch ${untilEpoch} on`));
    await refused(sdk.fetchMember(connection, keys, vote), "MemberNotFound");
    await refused(sdk.withdrawBond(stage.as(), { vote }), "MemberNotFound");
    await refused(sdk.removeMember(stage.as(), { vote }), "MemberNotFound");
    const index = steward.placeInPool(vote);
    const migrate = sdk.stewardInstructions.migrate({ steward: keys, validators: [{ index, vote }] });
    assert.equal(context.send(migrate).error, undefined, "the pool lists it still, as one without a bond");

    steward.pass(Number(untilEpoch - stage.epoch) - 1);
    const barred = await refused(join(0), "Barred");
    assert.deepEqual([barred.phase, barred.args.barredUntil, barred.args.epoch], ["argument", untilEpoch, stage.epoch]);
    assert.match(barred.hint, new RegExp(`Wait for epoch ${untilEpoch}:`));
    const early = await refused(sdk.closeMembership(stage.as(), { vote }), "Barred");
    assert.notEqual(early.phase, "argument", "the program says it");

    steward.pass(1);
    const { index: place, stewardEvents } = await join(0);
    assert.deepEqual(
      stewardEvents.map(({ name }) => name),
      ["MembershipClosed", "Joined"],
    );
    assert.equal(place, 0);
    const { index: read, tokens } = await sdk.fetchMember(connection, keys, vote);
    assert.deepEqual([read, tokens], [0, 50n * SOL]);
    assert.equal((await sdk.fetchMembershipThere(connection, keys, vote))?.barredUntil, 0n);
    await refused(sdk.closeMembership(stage.as(), { vote }), "IsMember");
  });

  it("is closed by anybody once that veto would have ended, and who paid the rent gets it", async () => {
    const { steward, context, keys } = stage;
    const { vote } = stage.validator(0);
    const { untilEpoch } = await sdk.veto(stage.admin, { vote, reason: "it forks the chain" });
    await sdk.leave(stage.ownerOf(stage.validator(0)), { vote });
    for (let epoch = 0; epoch < 5; epoch++) {
      steward.nextEpoch();
      await sdk.crankSteward(stage.as());
      steward.move();
    }
    steward.nextEpoch();
    await sdk.withdrawBond(stage.as(), { vote });
    Object.assign(stage.validator(0), { index: -1 });
    steward.pass(Number(untilEpoch - stage.epoch));
    const anybody = stage.holder.keypair;
    const balance = () => context.chain.account(context.payer.publicKey)?.lamports ?? assert.fail();
    const before = balance();
    const rent = context.chain.account(sdk.membershipAddress(keys, vote))?.lamports ?? assert.fail();
    const { stewardEvents } = await sdk.closeMembership(stage.as(anybody), { vote });
    assert.deepEqual(
      stewardEvents.map(({ name, data }) => [name, (data as { vote: unknown }).vote]),
      [["MembershipClosed", vote]],
    );
    assert.equal(balance() - before, rent);
    await refused(sdk.closeMembership(stage.as(anybody), { vote }), "MemberNotFound");
    assert.equal((await join(0)).index, 0);
  });

  it("is not what somebody makes of its address, and a member joins no second time", async () => {
    const { context, keys } = stage;
    const { vote } = stage.validator(12);
    const toPubkey = sdk.membershipAddress(keys, vote);
    context.done(SystemProgram.transfer({ fromPubkey: context.payer.publicKey, toPubkey, lamports: 1_000_000n }));
    assert.equal(await sdk.fetchMembershipThere(context.chain.connection, keys, vote), undefined);
    await refused(sdk.fetchMembership(context.chain.connection, keys, vote), "MemberNotFound");
    assert.equal((await join(12)).index, 12);
    const again = await refused(join(12), "IsMember");
    assert.equal(again.phase, "argument");
  });
});
