import { mulDivCeil, mulDivFloor } from "../../math/mulDiv";
import type { Price } from "../../math/price";
import { saturatingMinus, WHOLE_BPS } from "../../math/units";
import { TRILLION } from "./note";

/** What is missing by less than this part of what was earned is rounding. */
const ROUNDING = 1_000n;

/** Growth of a lamport of stake over some epochs before commission, in parts per trillion. */
export interface Growth {
  /** With the validator's own credits. */
  own: bigint;
  /** Of the cluster's mean. */
  reference: bigint;
}

/** What a validator's stake earned, and what it should have: lamports, commissions in basis points. */
export interface StakeAccounting {
  base: bigint;
  earned: bigint;
  growth: Growth;
  pledge: number;
  tolerance: number;
}

/** What is owed for it, in lamports. */
export interface Owed {
  /** Taken beyond the pledge. */
  commission: bigint;
  /** Not earned at all. */
  uptime: bigint;
}

/** What is left of lamports after a commission, floored. */
export function leftOf(lamports: bigint, commission: number): bigint {
  return mulDivFloor(lamports, BigInt(Math.max(0, WHOLE_BPS - commission)), BigInt(WHOLE_BPS));
}

/** What is owed: of commission all that is missing where that is over a thousandth; of uptime what is over the tolerance. */
export function owedFor({ base, earned, growth, pledge, tolerance }: StakeAccounting): Owed {
  const own = mulDivFloor(base, growth.own, TRILLION);
  const reference = mulDivFloor(base, growth.reference, TRILLION);
  const taken = saturatingMinus(leftOf(own, pledge), earned);
  const missing = saturatingMinus(reference, own);
  const isTolerated = missing <= mulDivFloor(reference, BigInt(tolerance), BigInt(WHOLE_BPS));
  return { commission: taken <= own / ROUNDING ? 0n : taken, uptime: isTolerated ? 0n : leftOf(missing, pledge) };
}

/** What stake misses that idles for an epoch because its validator leaves, in lamports, floored. */
export function idledBy(stake: bigint, referenceGrowth: bigint, pledge: number): bigint {
  return leftOf(mulDivFloor(stake, referenceGrowth, TRILLION), pledge);
}

/** Tokens that make so many lamports good when they are burned, ceiled. */
export function debtOf(owed: bigint, { total, supply }: Price): bigint {
  return mulDivCeil(owed, supply, total);
}
