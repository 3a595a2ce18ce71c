// A thousand members: what a keeper sends for them in an epoch, on the real programs. Their records and vote accounts are copies of
// four that have lived; the pool was just updated, and nothing of the epoch is noted, assessed or rated yet.
import assert from "node:assert/strict";
import { Keypair, type PublicKey } from "@solana/web3.js";
import { withCredits } from "@truestake/localnet";
import { dueForRating, fetchStewarded, planSteward, type StewardStep, stewardOf } from "@truestake/sdk/steward";
import { offsetOf, sizeOf } from "../../app/sdk/src/layout";
import { codecOfType, type StructCodec } from "../../app/sdk/src/layout/codec";
import { TYPES } from "../../app/sdk/src/steward/idl/types";
import { sizeOf as sizeOfSteward } from "../../app/sdk/src/steward/layout";
import { stakedMembers } from "./fixture";

const MEMBERS = 1_000;
/** The most transactions of an epoch. */
const MOST = 140;
const DISCRIMINATOR = 8;
const given = stakedMembers(4);

describe("a steward with a thousand members", function () {
  this.timeout(300_000);

  it(`is noted, assessed and rated in at most ${MOST} transactions of an epoch`, async () => {
    const { context, pool, steward, validators } = given();
    const { chain, payer } = context;
    steward.notes = false;
    steward.nextEpoch();
    const copies = MEMBERS / validators.length;
    const votes = validators.flatMap(({ vote }) => {
      const voted = chain.account(vote) ?? assert.fail();
      // They go on voting while all of it is sent: a transaction a slot.
      const data = Buffer.from(withCredits(voted.data, chain.epoch, 0n, chain.slot + BigInt(MOST) * 2n));
      const account = { ...voted, data };
      return [vote, ...Array.from({ length: copies - 1 }, () => Keypair.generate().publicKey)].map((address) => {
        chain.setAccount(address, account);
        return address;
      });
    });
    const grown = (address: PublicKey, header: number, record: number, change: (head: Buffer) => void): void => {
      const account = chain.account(address) ?? assert.fail();
      const head = Buffer.from(account.data.subarray(0, header));
      change(head);
      const records = votes.map((vote, place) => {
        const at = header + Math.floor(place / copies) * record;
        const data = Buffer.from(account.data.subarray(at, at + record));
        vote.toBuffer().copy(data, 0);
        return data;
      });
      chain.setAccount(address, { ...account, data: Buffer.concat([head, ...records]), lamports: 100_000_000_000 });
    };
    grown(steward.members, DISCRIMINATOR + sizeOfSteward("members"), sizeOfSteward("member"), (head) => {
      head.writeUInt32LE(MEMBERS, DISCRIMINATOR + 4);
    });
    const header = DISCRIMINATOR + sizeOf("validatorList");
    grown(pool.pdas.validators, header, sizeOf("validatorRecord"), (head) => {
      const at = (field: Parameters<typeof offsetOf<"validatorList">>[1]) =>
        DISCRIMINATOR + offsetOf("validatorList", field);
      for (const field of ["count", "updatedCount"] as const) head.writeUInt32LE(MEMBERS, at(field));
      for (const field of ["totalScore", "clippedScore", "clippedShare", "clippedCaps"] as const)
        head.writeBigUInt64LE(head.readBigUInt64LE(at(field)) * BigInt(copies), at(field));
    });

    const state = chain.account(steward.address) ?? assert.fail();
    const data = Buffer.from(state.data);
    const { offsets } = codecOfType("steward", TYPES) as StructCodec;
    for (const field of ["bondTokens", "countedTokens"]) {
      const at = DISCRIMINATOR + (offsets.get(field) ?? assert.fail());
      data.writeBigUInt64LE(data.readBigUInt64LE(at) * BigInt(copies), at);
    }
    chain.setAccount(steward.address, { ...state, data });

    // How many calls rate all of them, where so many, in one block of the list, have not voted for a fifth of an epoch.
    const situation = await fetchStewarded(chain.connection, stewardOf(pool.deployment));
    const callsWith = (silent: number) => {
      const seen = situation.members.members.map(({ vote, index }) => {
        const account = chain.account(vote) ?? assert.fail();
        const slot = index < silent ? chain.slot - chain.slotsPerEpoch / 5n : chain.slot;
        return [vote.toBase58(), { ...account, data: withCredits(account.data, chain.epoch, 0n, slot) }] as const;
      });
      const calls = dueForRating(situation, new Map(seen));
      const rated = calls.flat().map(({ member }) => member);
      assert.equal(new Set(rated).size, MEMBERS, "all of them");
      return calls.length;
    };
    // In calls of 15 that is 66.7. A block costs no call more as long as a fifth of them votes; in an outage nobody is a witness.
    assert.deepEqual([0, 1, 15, 200, 800, MEMBERS - 2, MEMBERS].map(callsWith), [67, 67, 67, 67, 67, 67, 67]);
    // Three that vote are brought into each call of twelve others: 997 in calls of 12 are 83.1.
    assert.equal(callsWith(MEMBERS - 3), 84);

    const counts: Partial<Record<StewardStep, number>> = {};
    let [sent, units] = [0, 0n];
    for (let looks = 0; looks < 12; looks++) {
      const due = await planSteward(chain.connection, stewardOf(pool.deployment), { payer: payer.publicKey });
      for (const { step, instructions } of due) {
        const done = context.send(instructions);
        assert.equal(done.error, undefined, `${step}: ${done.logs.join("\n")}`);
        counts[step] = (counts[step] ?? 0) + 1;
        sent++;
        units = done.units > units ? done.units : units;
      }
      if (due.length === 0) break;
      assert(looks < 11, "it comes to an end");
    }
    const { assess = 0, rate = 0 } = counts;
    console.log(`      ${sent} transactions: ${JSON.stringify(counts)}, ${units} units in the largest`);
    assert(assess >= MEMBERS / 15 && rate >= MEMBERS / 15, "all of them");
    assert(sent <= MOST, `${sent}`);
  });
});
