// A pool with a steward on the in-process chain, and who acts on it by the SDK.
import assert from "node:assert/strict";
import type { Keypair } from "@solana/web3.js";
import type { TestContext, TestPool, User } from "../../../../tests/common";
import type { TestSteward, TestValidator } from "../../../../tests/common/steward";
import type { World } from "../../../../tests/steward/fixture";
import { isError, keypairWallet, type Session, type TruestakeError } from "../../src";
import * as sdk from "../../src/steward";

export class StewardStage {
  readonly context: TestContext;
  readonly pool: TestPool;
  readonly steward: TestSteward;
  readonly holder: User;

  /** The first `members` of the fixture's validators are members, in their order. */
  constructor(given: () => World, members: number) {
    ({ context: this.context, pool: this.pool, steward: this.steward, holder: this.holder } = given());
    for (const [place, validator] of this.steward.validators.entries()) {
      Object.assign(validator, { credits: 14n, taken: undefined, index: place < members ? place : -1 });
    }
    this.steward.notes = true;
  }

  get epoch(): bigint {
    return this.context.chain.epoch;
  }

  get keys(): sdk.StewardKeys {
    return sdk.stewardOf(this.pool.deployment);
  }

  as(key: Keypair = this.context.payer as Keypair): Session {
    const { connection } = this.context.chain;
    return { connection, deployment: this.pool.deployment, wallet: keypairWallet(key), options: {} };
  }

  get admin(): Session {
    return this.as(this.pool.roles.admin);
  }

  ownerOf({ owner }: TestValidator): Session {
    return this.as(owner.keypair);
  }

  validator(place: number): TestValidator {
    return this.steward.validators[place] ?? assert.fail(`${place}`);
  }

  situation(): Promise<sdk.StewardSituation> {
    return sdk.fetchStewarded(this.context.chain.connection, this.keys);
  }

  async terms(): Promise<sdk.StewardTerms> {
    return sdk.termsOf(await this.situation());
  }

  /** Rates all members: what the SDK foretells of each has to be what the program says, and what its sum has of the bond then. */
  async rate(): Promise<sdk.Rating[]> {
    const situation = await this.situation();
    const { members } = situation.members;
    const votes = await sdk.fetchVotes(
      this.context.chain.connection,
      members.map(({ vote }) => vote),
    );
    // What one rating changes of the sum is in the next one's ratio: so they are rated one by one.
    const told: sdk.Rating[] = [];
    for (const { index } of members) {
      const now = await this.situation();
      const member = now.members.members.find((each) => each.index === index) ?? assert.fail();
      const rating = sdk.predicted(
        now,
        new Map([[member.vote.toBase58(), votes.get(member.vote.toBase58()) ?? null]]),
        member,
      );
      const { members: rated } = await sdk.rateMembers(this.as(), { votes: [member.vote] });
      const { countedInSum } = await sdk.fetchMember(this.context.chain.connection, this.keys, member.vote);
      const { performance, quality, score, cap, gates } = rated[0] ?? assert.fail("it was rated");
      assert.deepEqual(rating, { performance, quality, score, cap, gates, counted: countedInSum });
      told.push(rating);
    }
    const after = await this.situation();
    assert.equal(
      after.steward.countedTokens,
      after.members.members.reduce((sum, { countedInSum }) => sum + countedInSum, 0n),
    );
    return told;
  }
}

export async function refused(run: Promise<unknown>, name: string): Promise<TruestakeError> {
  const error = await run.then(
    () => assert.fail(`${name} expected, and it went well`),
    (caught) => caught,
  );
  assert(isError(error, name as never), `${name} expected: ${error}`);
  return error;
}
