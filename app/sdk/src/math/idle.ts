// The price of idling: what stake earns in an epoch. Whoever takes a stake account, or cancels a ticket once stake may have
// been moved for it, pays it. Rates are in parts per billion.
import { ppbCeilOf } from "./fee";
import { WHOLE_PPB } from "./units";

/** The rate before any update has measured one: 10 basis points. */
export const DEFAULT_IDLE_RATE = 1_000_000;
/** Never more than this, whatever was earned: 50 basis points. */
export const MAX_IDLE_RATE = 5_000_000;
/** Updates that are remembered. */
export const IDLE_RATES = 8;

/**
 * What stake of `lamportEpochs` (lamports, each times the epochs that it was active) earned in an epoch, ceiled and at most
 * {@link MAX_IDLE_RATE}. Nothing where there was no stake.
 */
export function idleRate(earned: bigint, lamportEpochs: bigint): number {
  if (lamportEpochs === 0n) return 0;
  const rate = (earned * BigInt(WHOLE_PPB) + lamportEpochs - 1n) / lamportEpochs;
  return rate > MAX_IDLE_RATE ? MAX_IDLE_RATE : Number(rate);
}

/** The highest of the last updates' rates; {@link DEFAULT_IDLE_RATE} while none of them has seen a reward. */
export function highestIdleRate(rates: readonly number[]): number {
  return Math.max(0, ...rates) || DEFAULT_IDLE_RATE;
}

/**
 * What the stake will have earned when the epoch ends, as far as whoever comes in now must not share it: the `rate` of all that is
 * `staked`, times the `share` of their SOL that cannot be delegated before the next epoch; ceiled.
 */
export function idlingGain(staked: bigint, rate: number, share: number): bigint {
  return ppbCeilOf(share, ppbCeilOf(rate, staked));
}

/** The share of all scores whose validators cannot be delegated to in this epoch, with one more of `score`; ceiled, at most all. */
export function busyShare(before: number, score: number, total: bigint): number {
  // Without scores nothing is delegated to anybody.
  const more = total === 0n ? 0n : (BigInt(score) * BigInt(WHOLE_PPB) + total - 1n) / total;
  return Math.min(Number(more) + before, WHOLE_PPB);
}
