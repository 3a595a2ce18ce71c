// What 1,000 SOL of stake with a validator are expected to earn in an epoch, after its commissions.
import type { Policy } from "./policy";
import { type Facts, isKnown, type Known, type Network, UNKNOWN } from "./snapshot";

const BPS = 10_000n;
const PPM = 1_000_000n;
/** 1,000 SOL in lamports. */
const STAKE = 1_000_000_000_000n;

/** Lamports that 1,000 SOL earn in an epoch at the mean's performance, before commissions. */
export interface Rates {
  inflation: bigint;
  block: bigint;
  mev: bigint;
}

/**
 * The rates that yields are counted by. Where the chain does not say what inflation brings, yields are still in proportion as long
 * as nothing else is added to it: then any rate does. Undefined where that is not so.
 */
export function ratesOf({ rate }: Network, { blockRate: block, mevRate: mev }: Policy): Rates | undefined {
  if (isKnown(rate)) return { inflation: (rate.rewards * STAKE) / rate.stake, block, mev };
  return block + mev === 0n ? { inflation: 1_000_000_000n, block, mev } : undefined;
}

/**
 * Expected lamports of an epoch. A commission that is unknown adds nothing of its part, except for the inflation's: without that
 * the yield is unknown.
 */
export function yieldOf(facts: Facts, performance: Known<bigint>, rates: Rates): Known<bigint> {
  const { commission, blockCommission, mevCommission } = facts;
  if (!isKnown(commission) || !isKnown(performance)) return UNKNOWN;
  const part = (rate: bigint, kept: Known<number>): bigint =>
    isKnown(kept) ? rate * (BPS - BigInt(Math.min(kept, 10_000))) : 0n;
  const sum = part(rates.inflation, commission) + part(rates.block, blockCommission) + part(rates.mev, mevCommission);
  return (performance * sum) / (PPM * BPS);
}

/** The value that `percent` per cent of the values do not exceed; undefined where there are none. */
export function percentileOf(values: readonly bigint[], percent: number): bigint | undefined {
  const sorted = [...values].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  return sorted[Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1)];
}

/**
 * What is left of the points with how much the network already has with a validator: 1 less its stake over that of the smallest
 * of the superminority, no less than the policy's floor; in basis points.
 */
export function concentrationFactor(stake: bigint, leastOfSuperminority: bigint, floor: number): bigint {
  const left = leastOfSuperminority === 0n ? BPS : BPS - (stake * BPS) / leastOfSuperminority;
  return left < BigInt(floor) ? BigInt(floor) : left;
}

/** Points: 10,000 × (yield ÷ best)^exponent × factor. At least 1: a score of 0 is for those who fail. */
export function pointsOf(own: bigint, best: bigint, factor: bigint, { exponent }: Policy): bigint {
  if (best === 0n) return 1n;
  const points = (own ** BigInt(exponent) * factor) / best ** BigInt(exponent);
  return points < 1n ? 1n : points;
}
