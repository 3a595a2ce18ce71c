// Vote accounts of both versions and Jito's accounts, from bytes.
import assert from "node:assert/strict";
import { PublicKey } from "@solana/web3.js";
import { InProcessChain } from "@truestake/localnet";
import { isError } from "../src";
import {
  BLS_FLAG_BYTES,
  creditsOffset,
  decodeHistoryEntries,
  decodeHistoryHead,
  decodeTipDistribution,
  decodeVoteAccount,
  fetchBlsFlags,
  fetchJitoFacts,
  fetchVoteAccounts,
  HISTORY_ENTRIES_AT,
  HISTORY_ENTRY_BYTES,
  HISTORY_HEAD_AT,
  hasBlsKey,
  TIP_DISTRIBUTION_PROGRAM_ID,
  tipDistributionAddress,
  VALIDATOR_HISTORY_PROGRAM_ID,
  validatorHistoryAddress,
} from "../src/validators";

const u8 = (value: number): Buffer => Buffer.from([value]);
function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}
function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
function u64(value: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(value);
  return bytes;
}
const filled = (byte: number, bytes = 32): Buffer => Buffer.alloc(bytes, byte);

const CREDITS = [
  [700n, 1_500n, 1_000n],
  [702n, 2_100n, 1_500n],
] as const;

/** What stands behind the fields of a version: 2 votes, a root, 1 voter, `between`, the credits, and the last vote's time. */
const rest = (between: Buffer): Buffer[] => [
  ...[u64(2n), u8(1), u64(90n), u32(2), u8(3), u64(91n), u32(1)],
  ...[u8(1), u64(60n), u64(1n), u64(702n), filled(7), between],
  ...[u64(2n), ...CREDITS.flat().map(u64), u64(91n), u64(1_700_000_000n)],
];

/** Version 3, laid out by hand: it says 2, and a ring of 32 earlier voters of 48 bytes stands before the credits, with 9 more. */
const VERSION_3 = Buffer.concat([u32(2), filled(1), filled(2), u8(7), ...rest(filled(0, 32 * 48 + 9))]);

/** Version 4: collectors, both commissions, pending rewards, and a BLS key. */
const version4 = (bls: Buffer): Buffer =>
  Buffer.concat([
    ...[u32(3), filled(1), filled(2), filled(3), filled(4), u16(725), u16(9_950), u64(12_345n), bls],
    ...rest(Buffer.alloc(0)),
  ]);

const key = (byte: number): PublicKey => new PublicKey(filled(byte));

describe("decodeVoteAccount", () => {
  it("reads version 3: commission in whole per cent, and no more than it has", () => {
    const vote = decodeVoteAccount(Buffer.concat([VERSION_3, filled(0, 100)]));
    assert.deepEqual(
      [vote.version, vote.commissionBps, vote.blockCommissionBps, vote.blsKey],
      [3, 700, undefined, undefined],
    );
    assert.ok(vote.node.equals(key(1)) && vote.withdrawer.equals(key(2)));
    assert.deepEqual([vote.rootSlot, vote.lastVotedSlot, vote.pendingRewards], [60n, 91n, undefined]);
    assert.deepEqual(vote.credits, [
      { epoch: 700n, credits: 500n, total: 1_500n },
      { epoch: 702n, credits: 600n, total: 2_100n },
    ]);
    // 4 + 64 + 1, votes 8 + 26, root 9, voters 8 + 40, earlier voters 1,545.
    assert.equal(hasBlsKey(Buffer.concat([VERSION_3, filled(1)])), false);
    assert.equal(creditsOffset(VERSION_3), 69 + 34 + 9 + 48 + 1_545);
  });

  for (const [name, bls, expected] of [
    ["with a BLS key", Buffer.concat([u8(1), filled(9, 48)]), Uint8Array.from(filled(9, 48))],
    ["without", u8(0), undefined],
  ] as const) {
    it(`reads version 4 ${name}`, () => {
      const vote = decodeVoteAccount(version4(bls));
      assert.deepEqual([vote.version, vote.commissionBps, vote.blockCommissionBps], [4, 725, 9_950]);
      assert.ok(vote.collector?.equals(key(3)) && vote.blockCollector?.equals(key(4)));
      assert.equal(vote.pendingRewards, 12_345n);
      assert.deepEqual(vote.blsKey && Uint8Array.from(vote.blsKey), expected);
      assert.equal(hasBlsKey(version4(bls).subarray(0, BLS_FLAG_BYTES)), expected !== undefined);
      assert.deepEqual(vote.credits.at(-1), { epoch: 702n, credits: 600n, total: 2_100n });
      assert.deepEqual([vote.rootSlot, vote.lastVotedSlot], [60n, 91n]);
    });
  }

  it("reads what the vote program of today makes", async () => {
    const chain = new InProcessChain();
    const vote = chain.createVoteAccount({ commission: 8 });
    chain.passEpochs(2);
    const [found] = await fetchVoteAccounts(chain.connection, [vote]);
    const { account } = found ?? assert.fail("it is not there");
    assert.deepEqual([account?.version, account?.commissionBps, account?.blockCommissionBps], [4, 800, 10_000]);
    assert.ok(account?.collector?.equals(vote) && account?.blockCollector?.equals(account.node));
    assert.equal(account?.blsKey, undefined);
    assert.ok((account?.credits.length ?? 0) >= 2);
    assert.deepEqual(await fetchVoteAccounts(chain.connection, [key(5)]), [undefined]);
    assert.deepEqual(await fetchBlsFlags(chain.connection, [vote, key(5)]), [false, false]);
    // A layout of days to come is there, and unknown.
    const exact = chain.exact(vote) ?? assert.fail("it is not there");
    chain.put(vote, { ...exact, data: Buffer.concat([u32(9), exact.data.subarray(4)]) });
    assert.deepEqual(await fetchVoteAccounts(chain.connection, [vote]), [
      { lamports: exact.lamports, account: undefined },
    ]);
    assert.deepEqual(await fetchBlsFlags(chain.connection, [vote]), [undefined]);
  });

  it("refuses other versions, and data that ends anywhere too early", () => {
    const isForeign = (error: unknown) => isError(error, "AccountForeign");
    assert.throws(() => decodeVoteAccount(Buffer.concat([u32(4), VERSION_3.subarray(4)])), isForeign);
    assert.throws(() => decodeVoteAccount(Buffer.alloc(3_762)), isForeign);
    for (const whole of [VERSION_3, version4(u8(0))]) {
      // The time behind the slot of the last vote is not read.
      for (let bytes = 0; bytes < whole.length - 8; bytes++) {
        assert.throws(() => decodeVoteAccount(whole.subarray(0, bytes)), isForeign, `${bytes} bytes`);
      }
    }
    const endless = Buffer.from(VERSION_3);
    endless.writeBigUInt64LE(2n ** 63n, 69);
    assert.throws(() => decodeVoteAccount(endless), isForeign);
  });
});

/** An entry of a history: stake, epoch, MEV commission, credits, commission; the rest does not matter here. */
const entry = (stake: bigint, epoch: number, mev: number, credits: number, commission: number): Buffer =>
  Buffer.concat([u64(stake), u16(epoch), u16(mev), u32(credits), u8(commission), filled(0xff, 111)]);
const EMPTY = filled(0xff, 128);

describe("Jito's accounts", () => {
  it("tips: before and after the root of the claims was uploaded", () => {
    const head = Buffer.concat([filled(0, 8), filled(1), filled(2)]);
    const tail = Buffer.concat([u64(811n), u16(800), u64(821n), u8(254)]);
    const expected = { vote: key(1), epoch: 811n, commissionBps: 800 };
    assert.deepEqual(decodeTipDistribution(Buffer.concat([head, u8(0), tail])), expected);
    assert.deepEqual(decodeTipDistribution(Buffer.concat([head, u8(1), filled(9, 64), tail])), expected);
    assert.throws(
      () => decodeTipDistribution(head),
      (error) => isError(error, "AccountForeign"),
    );
  });

  it("history: what nobody has written is undefined, not the greatest number", () => {
    assert.deepEqual(decodeHistoryEntries(Buffer.concat([entry(5n, 810, 800, 400_000, 5), EMPTY])), [
      { epoch: 810n, commissionBps: 500, mevCommissionBps: 800, credits: 400_000, stake: 5n },
    ]);
    const [bare] = decodeHistoryEntries(entry(0xffff_ffff_ffff_ffffn, 810, 0xffff, 0xffff_ffff, 0xff));
    assert.deepEqual(bare, {
      ...{ epoch: 810n, commissionBps: undefined, mevCommissionBps: undefined, credits: undefined, stake: undefined },
    });
    assert.equal(decodeHistoryHead(Buffer.concat([u64(17n), u8(0), filled(0, 7)])), 17);
    assert.equal(decodeHistoryHead(Buffer.concat([u64(0n), u8(1), filled(0, 7)])), undefined);
  });

  it("is read in slices: the latest entries, also of a ring that began anew, and tips of who has no history", async () => {
    const chain = new InProcessChain();
    const [long, short, tipped, none] = [1, 2, 3, 4].map(() => chain.createVoteAccount());
    const put = (address: PublicKey, owner: PublicKey, data: Buffer) =>
      chain.put(address, { lamports: 1_000_000_000n, owner, data, executable: false });
    const ring = (latest: number, entries: Record<number, Buffer>): Buffer => {
      const data = Buffer.alloc(HISTORY_ENTRIES_AT + 512 * HISTORY_ENTRY_BYTES, 0xff);
      Buffer.concat([u64(BigInt(latest)), u8(0), filled(0, 7)]).copy(data, HISTORY_HEAD_AT);
      for (const [place, each] of Object.entries(entries))
        each.copy(data, HISTORY_ENTRIES_AT + Number(place) * HISTORY_ENTRY_BYTES);
      return data;
    };
    const at = (vote: PublicKey | undefined) => validatorHistoryAddress(vote as PublicKey);
    put(
      at(long),
      VALIDATOR_HISTORY_PROGRAM_ID,
      ring(101, { 99: entry(1n, 97, 1, 1, 1), 100: entry(1n, 99, 2, 2, 2), 101: entry(1n, 100, 3, 3, 3) }),
    );
    put(at(short), VALIDATOR_HISTORY_PROGRAM_ID, ring(0, { 511: entry(1n, 99, 4, 4, 4), 0: entry(1n, 100, 5, 5, 5) }));
    const tips = Buffer.concat([
      filled(0, 8),
      (tipped as PublicKey).toBuffer(),
      filled(2),
      u8(0),
      u64(99n),
      u16(600),
      u64(1n),
      u8(1),
    ]);
    put(tipDistributionAddress(tipped as PublicKey, 99n), TIP_DISTRIBUTION_PROGRAM_ID, tips);
    const votes = [long, short, tipped, none] as PublicKey[];
    const facts = await fetchJitoFacts(chain.connection, votes, { epoch: 100n, epochs: 3 });
    assert.deepEqual(
      facts.map((each) => each.map(({ epoch, mevCommissionBps }) => [epoch, mevCommissionBps])),
      [
        [
          [99n, 2],
          [100n, 3],
        ],
        [
          [99n, 4],
          [100n, 5],
        ],
        [[99n, 600]],
        [],
      ],
    );
  });
});
