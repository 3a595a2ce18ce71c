// Somebody else is faster, between the look at the steward and the landing.
import assert from "node:assert/strict";
import type { Keypair } from "@solana/web3.js";
import { SOL } from "../../../../tests/common";
import type { TestValidator } from "../../../../tests/common/steward";
import { stakedMembers } from "../../../../tests/steward/fixture";
import { keypairWallet, type Session, type Wallet } from "../../src";
import { removeValidators } from "../../src/actions";
import * as sdk from "../../src/steward";
import { refused, StewardStage } from "./support";

const members = stakedMembers(12, 3);

describe("Somebody who is faster", () => {
  let stage: StewardStage;

  beforeEach(() => {
    stage = new StewardStage(members, 12);
  });

  /** A session whose wallet takes its time to sign: what happens meanwhile happens once, at its signature of that number. */
  function slowly(key: Keypair, meanwhile: () => unknown, number = 1): Session {
    const wallet = keypairWallet(key);
    let signatures = 0;
    const signTransaction: Wallet["signTransaction"] = async (transaction) => {
      signatures++;
      if (signatures === number) await meanwhile();
      return wallet.signTransaction(transaction);
    };
    return { ...stage.as(), wallet: { publicKey: wallet.publicKey, signTransaction } };
  }

  const payer = () => stage.context.payer as Keypair;

  /** Asks the whole bond back, and lives until it can be paid: the epoch is neither noted nor is the pool updated. */
  async function leave(one: TestValidator): Promise<void> {
    const { steward } = stage;
    await sdk.leave(stage.ownerOf(one), { vote: one.vote });
    for (let epoch = 0; epoch < 5; epoch++) {
      steward.nextEpoch();
      await sdk.crankSteward(stage.as());
      steward.move();
    }
    steward.notes = false;
    steward.endEpoch();
  }

  it("notes the epoch, and a bond is paid all the same", async () => {
    const first = stage.validator(0);
    await leave(first);
    let noted = 0;
    const session = slowly(payer(), () => {
      stage.steward.done(stage.steward.noteEpoch());
      noted++;
    });
    const { left, stewardEvents } = await sdk.withdrawBond(session, { vote: first.vote });
    assert.deepEqual([noted, left], [1, true]);
    assert(stewardEvents.some(({ name }) => name === "BondWithdrawn"));
  });

  it("takes a validator off the pool's list, whose last one gets its place, and a bond is paid all the same", async () => {
    // The first leaves whole, and the pool's list may lose it; the last of the list is paid a part of its bond.
    const [first, last] = [stage.validator(0), stage.validator(11)];
    const { vote } = last;
    await sdk.requestWithdrawal(stage.ownerOf(last), { vote, tokens: 20n * SOL });
    await leave(first);
    await sdk.withdrawBond(stage.as(), { vote: first.vote });
    first.index = -1;
    stage.steward.done(stage.steward.migrate([first.vote]));
    const before = stage.steward.placeInPool(vote);
    const session = slowly(payer(), () => removeValidators(stage.as()));
    const { tokens } = await sdk.withdrawBond(session, { vote });
    assert.equal(tokens, 20n * SOL);
    assert(stage.steward.placeInPool(vote) < before, "it has moved");
  });

  it("joins at the next place of the list, and the other takes the one behind", async () => {
    const join = (session: Session, { vote, withdrawer }: TestValidator) =>
      sdk.join(session, { vote, tokens: 50n * SOL, pledge: 500, withdrawer });
    const [one, other] = [stage.validator(12), stage.validator(13)];
    const session = slowly(one.owner.keypair, async () => {
      assert.equal((await join(stage.ownerOf(other), other)).index, 12);
    });
    assert.equal((await join(session, one)).index, 13);
  });

  it("closes what a vetoed validator left behind, and that joins all the same", async () => {
    const first = stage.validator(0);
    const { vote, withdrawer } = first;
    const { untilEpoch } = await sdk.veto(stage.admin, { vote, reason: "it forks the chain" });
    await leave(first);
    stage.steward.notes = true;
    await sdk.withdrawBond(stage.as(), { vote });
    first.index = -1;
    stage.steward.pass(Number(untilEpoch - stage.epoch));
    const session = slowly(first.owner.keypair, () => sdk.closeMembership(stage.as(), { vote }));
    const { index } = await sdk.join(session, { vote, tokens: 50n * SOL, pledge: 500, withdrawer });
    assert.equal(index, 0);
  });

  it("joins with the same key, and the other is told that it is a member", async () => {
    const one = stage.validator(12);
    const { vote, withdrawer } = one;
    const parameters = { vote, tokens: 50n * SOL, pledge: 500, withdrawer };
    const session = slowly(one.owner.keypair, () => sdk.join(stage.ownerOf(one), parameters));
    await refused(sdk.join(session, parameters), "IsMember");
  });
});
