import { mulDivCeil } from "../../math/mulDiv";
import { max, min } from "../../math/units";
import { MILLION } from "./note";

/** Epochs that a rating looks back. */
export const WINDOW = 10n;
/** Known epochs of those that it needs. */
export const LEAST_KNOWN = 5;
/** Performance from which on nothing is taken off, in parts per million. */
export const FULL_PERFORMANCE = 990_000n;
/** Performance below which no new stake comes, in parts per million. */
export const SOFT_PERFORMANCE = 970_000n;
/** Performance below which all stake leaves, in parts per million. */
export const HARD_PERFORMANCE = 900_000n;
/** The best quality. */
export const BEST_QUALITY = 1_000;

const squared = (part: bigint): bigint => (part * part) / MILLION;
const fourthPower = (part: bigint): bigint => squared(squared(part));

/** Mean of known epochs' performances in parts per million, floored; undefined of too few epochs. */
export function meanPerformance(known: readonly bigint[]): bigint | undefined {
  if (known.length < LEAST_KNOWN) return undefined;
  return known.reduce((sum, each) => sum + each, 0n) / BigInt(known.length);
}

/** `⌊1000 · min(1, p ÷ 0.99)^4 · (1 − commission)^4⌋` of a performance in parts per million; the commission in basis points. */
export function qualityOf(performance: bigint, commission: number): number {
  const full = min((performance * MILLION) / FULL_PERFORMANCE, MILLION);
  const left = max(MILLION - BigInt(commission) * 100n, 0n);
  return Math.min(Number((fourthPower(full) * fourthPower(left)) / MILLION / 1_000n), BEST_QUALITY);
}

/**
 * The quality that is kept of two with the same commission: a new one replaces the old one only if it differs by more than a tenth of
 * that, so that the noise of votes moves no stake.
 */
export function keptQuality(old: number, next: number): number {
  return Math.abs(old - next) * 10 > old ? next : old;
}

/** The score of a validator that may have `cap` lamports of those that can be staked: at most 1,000,000, rounded up. */
export function scoreOf(quality: number, cap: bigint, stakeable: bigint): number {
  if (quality === 0) return 0;
  if (stakeable === 0n) return 1;
  return Math.max(1, Number(mulDivCeil(BigInt(quality) * 1_000n, min(cap, stakeable), stakeable)));
}
