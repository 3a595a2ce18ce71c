// What a lender has to know of a pool whose token is collateral.
import { SYSVAR_CLOCK_PUBKEY } from "@solana/web3.js";
import {
  delegatedLamports,
  feesOf,
  fetchMany,
  formatPrice,
  isFresh,
  type PoolSnapshot,
  type PriceEntry,
  type PriceHistory,
  type TruestakeClient,
} from "@truestake/sdk";
import { type Concentration, concentrationOf } from "@truestake/sdk/operators";
import { idleRateOf, priceAt } from "@truestake/sdk/quotes";
import { type ExitDepth, exitDepth } from "@truestake/sdk/scenario";

export interface Risk {
  price: { text: string; total: bigint; supply: bigint; epoch: bigint; ageSeconds: number | null; fresh: boolean };
  /** Largest changes of the price from one update to the next, in parts per million. */
  changes: { updates: number; largestRisePpm: number; largestFallPpm: number };
  /** What a cap on the growth of the ratio would be set by. */
  ratioCap: { snapshot: string; snapshotTime: number; ageSeconds: number; yearlyGrowthBps: number } | null;
  exitDepth: ExitDepth[];
  redemption: { ticketBps: number; stakeBps: number; idlePpb: number; queuedLamports: bigint };
  concentration: Concentration;
  /** Whether the rules of Kamino's Scope would refuse this price now, and why. */
  scope: { refuses: boolean; reasons: string[] };
}

const COSTS = [100, 200, 500];
const WEEK = 7 * 86_400;
const YEAR = 365.25 * 86_400;
const PPM = 1_000_000n;
/** Scope's rules: the part of an epoch in which an old price is still taken, and the highest fee. */
const SCOPE_SECONDS = 3_600;
const SCOPE_FEE_BPS = 60;

export async function riskOf(client: TruestakeClient): Promise<Risk> {
  const [snapshot, history, epochStart] = await Promise.all([
    client.snapshot(),
    client.history(),
    epochStartOf(client),
  ]);
  const { pool, clock, validators } = snapshot;
  const now = priceAt(pool, clock.slot);
  const last = history.entries.at(-1);
  const { ticket, withdrawal } = feesOf(pool);
  return {
    price: {
      text: formatPrice(now),
      ...now,
      epoch: pool.lastUpdateEpoch,
      ageSeconds: last ? Number(clock.unixTimestamp - last.unixTime) : null,
      fresh: isFresh(snapshot),
    },
    changes: changesOf(history),
    ratioCap: ratioCapOf(history, clock.unixTimestamp),
    exitDepth: COSTS.map((costBps) => exitDepth(snapshot, costBps)),
    redemption: {
      ticketBps: ticket,
      stakeBps: withdrawal,
      idlePpb: idleRateOf(pool),
      queuedLamports: pool.queuedLamports,
    },
    concentration: concentrationOf(validators.records().map(delegatedLamports)),
    scope: scopeOf(snapshot, epochStart),
  };
}

/** Unix time at which the epoch began. */
async function epochStartOf({ connection }: TruestakeClient): Promise<bigint> {
  const [clock] = await fetchMany(connection, [SYSVAR_CLOCK_PUBKEY]);
  const data = clock?.data ?? new Uint8Array(40);
  return new DataView(data.buffer, data.byteOffset, data.byteLength).getBigInt64(8, true);
}

/** How a price differs from the one before, in parts per million, floored. */
function changePpm(before: PriceEntry, after: PriceEntry): number {
  const [a, b] = [after.total * before.supply, before.total * after.supply];
  return b === 0n ? 0 : Number(((a - b) * PPM) / b);
}

function changesOf({ entries }: PriceHistory): Risk["changes"] {
  const changes = entries.slice(1).map((entry, at) => changePpm(entries[at] as PriceEntry, entry));
  return {
    updates: entries.length,
    largestRisePpm: Math.max(0, ...changes),
    largestFallPpm: Math.max(0, ...changes.map((change) => -change)),
  };
}

/** From the youngest price that is a week old, or the oldest that there is. */
function ratioCapOf({ entries }: PriceHistory, now: bigint): Risk["ratioCap"] {
  const last = entries.at(-1);
  const snapshot = entries.filter(({ unixTime }) => Number(now - unixTime) >= WEEK).at(-1) ?? entries[0];
  if (!snapshot || !last || last.unixTime <= snapshot.unixTime) return null;
  const seconds = Number(last.unixTime - snapshot.unixTime);
  return {
    snapshot: formatPrice(snapshot),
    snapshotTime: Number(snapshot.unixTime),
    ageSeconds: Number(now - snapshot.unixTime),
    yearlyGrowthBps: Math.ceil((changePpm(snapshot, last) * YEAR) / seconds / 100),
  };
}

function scopeOf({ pool, clock }: PoolSnapshot, epochStart: bigint): Risk["scope"] {
  const reasons: string[] = [];
  const epochs = clock.epoch - pool.lastUpdateEpoch;
  const seconds = Number(clock.unixTimestamp - epochStart);
  if (epochs > 1n) reasons.push(`the price is ${epochs} epochs old`);
  else if (epochs === 1n && seconds > SCOPE_SECONDS) {
    reasons.push(`the price is of the last epoch, and ${seconds} s of this one have passed`);
  }
  const fees = feesOf(pool);
  for (const name of ["deposit", "withdrawal", "ticket"] as const) {
    if (fees[name] > SCOPE_FEE_BPS) reasons.push(`the ${name} fee is ${fees[name]} basis points`);
  }
  return { refuses: reasons.length > 0, reasons };
}
