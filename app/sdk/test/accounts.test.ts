import assert from "node:assert/strict";
import { Keypair } from "@solana/web3.js";
import {
  AccountError,
  apyOf,
  decodePool,
  decodePriceHistory,
  decodeStakeHistory,
  HISTORY_LENGTH,
  math,
  NEVER,
  type PriceEntry,
  StakeStatus,
  ValidatorList,
} from "../src";
import { discriminatorOf } from "../src/accounts/common";
import { encode } from "../src/layout";

const key = () => Keypair.generate().publicKey;

function history(count: bigint, entries: PriceEntry[]): Buffer {
  const whole = Array.from({ length: HISTORY_LENGTH }, (_, index) => entries[index] ?? entry(0n, 0n, 0n, 0n));
  const pool = key();
  return Buffer.concat([
    discriminatorOf("PriceHistory"),
    encode("priceHistory", { version: 1, bump: 0, pool, count, entries: whole } as never),
  ]);
}

function entry(epoch: bigint, slot: bigint, total: bigint, supply: bigint): PriceEntry {
  return { epoch, slot, total, supply };
}

function list(count: number): Buffer {
  const record = {
    vote: key(),
    stake: key(),
    stakeLamports: 0n,
    transientLamports: 0n,
    coolingLamports: 0n,
    lastUpdateEpoch: 7n,
    score: 1,
    stakeBump: 0,
    transientBump: 0,
    stakeStatus: StakeStatus.Delegated,
    transientStatus: StakeStatus.None,
  };
  const header = { version: 1, bump: 0, count, pool: key(), totalScore: 0n, updatedEpoch: 8n, updatedCount: 1 };
  const records = Array.from({ length: count }, (_, index) =>
    encode("validatorRecord", { ...record, score: index, lastUpdateEpoch: index === 3 ? 8n : 7n }),
  );
  const bytes = encode("validatorList", { ...header, records: [] });
  return Buffer.concat([discriminatorOf("ValidatorList"), bytes, ...records]);
}

describe("accounts", () => {
  it("read the price history as a ring, oldest first, also before it has its full size", () => {
    const at = (number: bigint) => entry(number, number, number, number);
    const ring = Array.from({ length: HISTORY_LENGTH }, (_, index) => at(BigInt(index < 3 ? index + 512 : index)));
    const full = decodePriceHistory(history(515n, ring)).entries;
    assert.equal(full.length, 512);
    assert.deepEqual([full[0], full.at(-1)], [at(3n), at(514n)]);
    const short = history(2n, [at(1n), at(2n)]).subarray(0, 10_240);
    assert.deepEqual(decodePriceHistory(short).entries, [at(1n), at(2n)]);
  });

  it("read a list of 10,000 validators without reading all of it", () => {
    const validators = new ValidatorList(list(10_000));
    const start = process.hrtime.bigint();
    assert.equal(validators.unmeasured(8n).length, 9_999);
    assert.equal(validators.record(9_999).score, 9_999);
    assert.ok(process.hrtime.bigint() - start < 250_000_000n);
    assert.throws(() => validators.record(10_000), RangeError);
    assert.equal(validators.find(key()), undefined);
    assert.equal(validators.find(validators.record(0).vote)?.index, 0);
    assert.throws(() => new ValidatorList(list(10).subarray(0, -1)), AccountError);
  });

  it("refuse what is another account or a later layout", () => {
    assert.throws(() => decodePool(key(), list(1)), AccountError);
    const later = list(1);
    later[8] = 2;
    assert.throws(() => new ValidatorList(later), /layout version 2/);
  });

  it("give a yield net of fees from the prices", () => {
    const year = (365n * 24n * 3_600n * 10n + 6n * 3_600n * 10n) / 4n;
    const entries = [entry(1n, 0n, 100n, 100n), entry(2n, year, 107n, 100n)];
    const apy = apyOf({ pool: key(), count: 2n, entries });
    assert.ok(apy && Math.abs(apy.apy - 0.07) < 1e-6, `${apy?.apy}`);
    assert.equal(apyOf({ pool: key(), count: 1n, entries: entries.slice(1) }), undefined);
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
