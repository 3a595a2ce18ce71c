import assert from "node:assert/strict";
import { Keypair, type PublicKey } from "@solana/web3.js";
import {
  apyOf,
  coming,
  decodePool,
  decodePriceHistory,
  decodeStakeHistory,
  decodeTicketQueue,
  decodeValidatorList,
  decodeValidatorMark,
  feesOf,
  fetchQueue,
  HISTORY_LENGTH,
  isError,
  isPending,
  liquidityFeesOf,
  managerOf,
  NEVER,
  type PriceEntry,
  StakeStatus,
  Taking,
  TicketStatus,
  U64_MAX,
} from "../src";
import { discriminatorOf } from "../src/accounts/common";
import { encode } from "../src/layout";
import * as math from "../src/math";

const foreign = (error: unknown) => isError(error, "AccountForeign");

const key = () => Keypair.generate().publicKey;

function history(count: bigint, entries: PriceEntry[]): Buffer {
  const whole = Array.from({ length: HISTORY_LENGTH }, (_, index) => entries[index] ?? entry(0n, 0n, 0n, 0n));
  const pool = key();
  return Buffer.concat([
    discriminatorOf("PriceHistory"),
    encode("priceHistory", { version: 1, bump: 0, pool, count, entries: whole }),
  ]);
}

function entry(epoch: bigint, unixTime: bigint, total: bigint, supply: bigint): PriceEntry {
  return { epoch, slot: 1n, unixTime, total, supply, gainBeforeFee: 0n, feeTokens: 0n };
}

function list(count: number): Buffer {
  const earning = { since: 6n, epoch: 7n, base: 0n, earned: 0n, other: 0n, lost: 0n };
  const record = {
    vote: key(),
    stake: key(),
    stakeLamports: 0n,
    transientLamports: 0n,
    coolingLamports: 0n,
    delegatedLamports: 0n,
    cap: U64_MAX,
    clippedLimit: 0n,
    listedEpoch: 5n,
    earning,
    stakeBump: 0,
    transientBump: 0,
    stakeStatus: StakeStatus.Delegated,
    transientStatus: StakeStatus.None,
    keep: 1,
    clipped: 0,
    taking: Taking.Share,
    stuckLamports: 0n,
  };
  const sums = {
    ...{ totalScore: 6n, clippedScore: 4n, clippedShare: 2n, clippedCaps: 3n },
    ...{ level: 10n, topCap: 11n, topScore: 12, topShareScore: 13, loweredEpoch: 14n },
  };
  const header = { version: 1, bump: 0, count, pool: key(), ...sums, updatedEpoch: 8n, updatedCount: 1 };
  const records = Array.from({ length: count }, (_, index) =>
    encode("validatorRecord", {
      ...record,
      score: index,
      earning: index === 3 ? { ...earning, since: 7n, epoch: 8n } : earning,
    }),
  );
  const bytes = encode("validatorList", { ...header, records: [] });
  return Buffer.concat([discriminatorOf("ValidatorList"), bytes, ...records]);
}

/** A ring whose first place is ticket `base`'s. */
function ring(base: bigint, addresses: PublicKey[]): Buffer {
  const bytes = encode("ticketQueue", { version: 1, bump: 0, pool: key(), base, tickets: [] });
  return Buffer.concat([discriminatorOf("TicketQueue"), bytes, ...addresses.map((address) => address.toBuffer())]);
}

function ticket(sequence: bigint): Buffer {
  const [pool, owner] = [key(), key()];
  const bytes = encode("ticket", {
    ...{ version: 1, bump: 0, status: TicketStatus.Queued, late: 0, fee: 10, pool, owner, orderer: owner, nonce: 1n },
    ...{
      rentPayer: owner,
      sequence,
      tokens: 5n,
      orderedLamports: 5n,
      queueStart: 0n,
      orderedEpoch: 1n,
      orderedSlot: 2n,
    },
    ...{ claimableLamports: 0n, paidLamports: 0n, settledEpoch: 0n },
  });
  return Buffer.concat([discriminatorOf("Ticket"), bytes]);
}

describe("accounts", () => {
  it("read the price history as a ring, oldest first, also before it has its full size", () => {
    const at = (number: bigint) => entry(number, number, number, number);
    const ring = Array.from({ length: HISTORY_LENGTH }, (_, index) => at(BigInt(index < 3 ? index + 512 : index)));
    const full = decodePriceHistory(history(515n, ring)).entries;
    assert.equal(full.length, 512);
    assert.deepEqual([full[0], full.at(-1)], [at(3n), at(514n)]);
    assert.equal(history(0n, []).length, 28_744);
    const short = history(2n, [at(1n), at(2n)]).subarray(0, 10_240);
    assert.deepEqual(decodePriceHistory(short).entries, [at(1n), at(2n)]);
  });

  it("read a list of 10,000 validators without reading all of it", () => {
    const validators = decodeValidatorList(list(10_000));
    const start = process.hrtime.bigint();
    assert.equal(validators.unmeasured(8n).length, 9_999);
    assert.equal(validators.record(9_999).score, 9_999);
    assert.ok(process.hrtime.bigint() - start < 250_000_000n);
    assert.throws(
      () => validators.record(10_000),
      (error) => isError(error, "InvalidArgument"),
    );
    assert.equal(validators.find(key()), undefined);
    assert.equal(validators.find(validators.record(0).vote)?.index, 0);
    assert.throws(() => decodeValidatorList(list(10).subarray(0, -1)), foreign);
  });

  it("read a validator list's sums, and its records 192 bytes apart, the first at 128", () => {
    const bytes = list(3);
    assert.equal(bytes.length, 128 + 3 * 192);
    const validators = decodeValidatorList(bytes);
    assert.deepEqual([validators.clippedScore, validators.clippedShare, validators.clippedCaps], [4n, 2n, 3n]);
    const { level, topCap, topScore, topShareScore, loweredEpoch } = validators;
    assert.deepEqual([level, topCap, topScore, topShareScore, loweredEpoch], [10n, 11n, 12, 13, 14n]);
    const { cap, keep, index } = validators.record(2);
    assert.deepEqual([cap, keep, index], [U64_MAX, 1, 2]);
    assert.ok(bytes.subarray(128, 160).equals(validators.record(0).vote.toBuffer()));
  });

  it("read what is in force now, and what will be", () => {
    const fees = (reward: number) => ({ reward, deposit: 0, withdrawal: 0, ticket: 0, referralShare: 0 });
    const scheduled = { now: fees(1), next: fees(2), fromUpdate: 7n };
    assert.equal(feesOf({ fees: scheduled, updates: 6n }).reward, 1);
    assert.equal(feesOf({ fees: scheduled, updates: 7n }).reward, 2);
    assert.equal(feesOf({ fees: { ...scheduled, fromUpdate: 0n }, updates: 7n }).reward, 1, "nothing waits");
    assert.deepEqual(
      [5n, 7n].map((updates) => isPending(scheduled, updates)),
      [true, false],
    );
    assert.deepEqual(
      [coming(scheduled), coming({ ...scheduled, fromUpdate: 0n })].map(({ reward }) => reward),
      [2, 1],
    );
    const [old, young] = [key(), key()];
    const validatorManager = { now: old, next: young, fromUpdate: 5n };
    assert.equal(managerOf({ validatorManager, updates: 4n }), old);
    assert.equal(managerOf({ validatorManager, updates: 5n }), young);
    const rates = (target: bigint) => ({ target, min: 1, max: 2, treasuryCut: 0 });
    const liquidity = { fees: { now: rates(1n), next: rates(2n), fromUpdate: 3n } };
    assert.deepEqual(
      [2n, 3n].map((updates) => liquidityFeesOf(liquidity, { updates }).target),
      [1n, 2n],
    );
  });

  it("find a ticket's place in the ring by its number", () => {
    const [a, b, c] = [key(), key(), key()];
    const queue = decodeTicketQueue(ring(7n, [a, b, c]));
    assert.deepEqual([queue.base, queue.capacity], [7n, 3n]);
    // 7 is the first place, 12 is five on: the third of three.
    assert.deepEqual([queue.ticket(7n), queue.ticket(12n), queue.ticket(10n)], [a, c, a]);
    assert.throws(
      () => queue.ticket(6n),
      (error) => isError(error, "InvalidArgument"),
    );
    assert.throws(
      () => decodeTicketQueue(ring(0n, [])).ticket(0n),
      (error) => isError(error, "InvalidArgument"),
    );
    // A ring that has grown by more than has passed begins below zero: with −2, the number 0 is at the third place.
    const grown = decodeTicketQueue(ring(BigInt.asUintN(64, -2n), [a, b, c]));
    assert.deepEqual([grown.ticket(0n), grown.ticket(1n)], [c, a]);
    // A new ring: 10,240 bytes, of which 80 are the header: 10,160 ÷ 32 = 317.5.
    assert.equal(decodeTicketQueue(Buffer.concat([ring(0n, []), Buffer.alloc(10_240 - 80)])).capacity, 317n);
    assert.throws(() => decodeTicketQueue(list(1)), foreign);
  });

  it("read the queue in order, without those that have left it since", async () => {
    const [a, b, c, queue] = [key(), key(), key(), key()];
    const accounts = new Map(
      Object.entries({
        [queue.toBase58()]: ring(4n, [a, b, c]),
        [a.toBase58()]: ticket(4n),
        // The place of 5 has been given to a later ticket since the pool was read, and 6 has been claimed.
        [b.toBase58()]: ticket(8n),
      }).map(([address, data]) => [address, { data }]),
    );
    let asked = 0;
    const account = (address: PublicKey) => accounts.get(address.toBase58()) ?? null;
    const reader = {
      getMultipleAccountsInfoAndContext: async (addresses: PublicKey[]) => {
        // The ring itself is not counted.
        if (!addresses[0]?.equals(queue)) asked += addresses.length;
        return { context: { slot: 1 }, value: addresses.map(account) };
      },
    } as never;
    const found = await fetchQueue(reader, { queue, nextSettlement: 4n, nextTicket: 7n });
    assert.deepEqual(
      found.map(({ address, sequence }) => [address, sequence]),
      [[a, 4n]],
    );
    assert.equal(asked, 3);
    // Before the ring's first place: the queue had moved on and the ring was grown.
    assert.equal((await fetchQueue(reader, { queue, nextSettlement: 3n, nextTicket: 5n })).length, 1);
    assert.equal((await fetchQueue(reader, { queue, nextSettlement: 4n, nextTicket: 7n }, 1)).length, 1);
    assert.deepEqual(await fetchQueue({} as never, { queue, nextSettlement: 4n, nextTicket: 4n }), []);
    assert.equal(asked, 3 + 1 + 1, "no more than the limit is read");
  });

  it("read a validator's mark", () => {
    const mark = { version: 1, bump: 254, index: 70_000, pool: key(), vote: key(), rentPayer: key() };
    const bytes = Buffer.concat([discriminatorOf("ValidatorMark"), encode("validatorMark", mark)]);
    assert.deepEqual(decodeValidatorMark(bytes), mark);
    assert.throws(() => decodeValidatorMark(list(1)), foreign);
  });

  it("refuse what is another account or a later layout", () => {
    assert.throws(() => decodePool(key(), list(1)), foreign);
    const later = list(1);
    later[8] = 2;
    assert.throws(() => decodeValidatorList(later), /layout version 2/);
  });

  it("give a yield net of fees from the prices, by the time between them", () => {
    // Half a year of 365.25 days, in seconds, for a rise of a tenth: 1.1 × 1.1 = 1.21 in a year.
    const half = (36_525n * 864n) / 2n;
    const first = { ...entry(1n, 1_000n, 100n, 100n), gainBeforeFee: 99n, feeTokens: 9n };
    const loss = { ...entry(2n, 2_000n, 90n, 100n), gainBeforeFee: -10n };
    const last = { ...entry(3n, 1_000n + half, 121n, 110n), gainBeforeFee: 32n, feeTokens: 10n };
    const of = (...entries: PriceEntry[]) => ({ pool: key(), count: BigInt(entries.length), entries });
    const apy = apyOf(of(first, loss, last));
    assert.ok(apy && Math.abs(apy.apy - 0.21) < 1e-9, `${apy?.apy}`);
    assert.ok(Math.abs(apy.rise - 0.1) < 1e-12);
    // The first entry's gain was before the span: −10 + 32.
    assert.deepEqual([apy.gainBeforeFee, apy.feeTokens, apy.seconds], [22n, 10n, Number(half)]);
    assert.equal(apyOf(of(entry(0n, 0n, 1n, 100n), first, last), { epochs: 1 })?.from, first);
    assert.equal(apyOf(of(last)), undefined);
    assert.equal(apyOf(of(last, { ...last, epoch: 4n })), undefined, "no time between them");
  });
});

describe("phases of a delegation", () => {
  const word = (value: bigint) => {
    const bytes = Buffer.alloc(8);
    bytes.writeBigUInt64LE(value);
    return bytes;
  };
  const sysvar = (...entries: bigint[][]) => Buffer.concat([word(BigInt(entries.length)), ...entries.flat().map(word)]);
  const delegation = (activationEpoch: bigint, deactivationEpoch = NEVER) => ({
    ...{ vote: key(), stake: 1_000_000n, activationEpoch, deactivationEpoch },
  });

  it("are those of the program's own test", () => {
    const none = decodeStakeHistory(sysvar());
    const phase = (activation: bigint, deactivation: bigint, epoch: bigint) =>
      math.phaseOf(delegation(activation, deactivation), epoch, none);
    assert.equal(phase(5n, NEVER, 5n), "Activating");
    assert.equal(phase(5n, NEVER, 6n), "Active");
    assert.equal(phase(5n, 7n, 7n), "CoolingDown");
    assert.equal(phase(5n, 7n, 8n), "Inactive");
    assert.equal(phase(5n, 5n, 5n), "Inactive");
    assert.equal(math.phaseOf(undefined, 1n, none), "Inactive");
  });

  it("take epochs when the cluster's limit binds", () => {
    const cluster = decodeStakeHistory(sysvar([6n, 109_000n, 891_000n, 0n], [5n, 100_000n, 1_000_000n, 0n]));
    const at = (epoch: bigint) => math.effectiveStake(delegation(5n), epoch, cluster);
    assert.deepEqual(at(6n), { effective: 9_000n, activating: 991_000n });
    assert.equal(math.phaseOf(delegation(5n), 6n, cluster), "WarmingUp");
    assert.ok(at(7n).effective > 18_000n);
  });
});
