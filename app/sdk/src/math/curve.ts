import { mathError, min, minus, plus, saturatingMinus, u64, WHOLE_BPS } from "./units";

/** The fee line of instant unstakes: the rate falls from `max` without liquidity, and below, to `min` at `target` and beyond. */
export interface FeeCurve {
  /** Rate with the liquidity at or over its target, in basis points. */
  min: number;
  /** Rate with no liquidity left, in basis points; not below `min`. */
  max: number;
  /** Liquidity at which the rate reaches `min`, in lamports; at most {@link MAX_TARGET}. */
  target: bigint;
}

/** What a sale pays out and what it costs: `lamports + fee` is the value sold. */
export interface Sale {
  lamports: bigint;
  fee: bigint;
}

/** Largest target of a {@link FeeCurve}: about 72 million SOL. */
export const MAX_TARGET = 1n << 56n;

const U128_MAX = (1n << 128n) - 1n;
const MILLION = 1_000_000n;

/** The value itself; "Overflow" where the program's 128 bits do not hold it. */
function u128(value: bigint): bigint {
  if (value < 0n || value > U128_MAX) throw mathError("Overflow");
  return value;
}

/**
 * Sells tokens worth `value` lamports against the `liquidity` that there is, of which `counted` is on the line;
 * "InsufficientLiquidity" where it does not suffice.
 */
export function sell(curve: FeeCurve, value: bigint, liquidity: bigint, counted: bigint): Sale {
  const lamports = largestPayout(curve, value, liquidity, counted);
  return { lamports, fee: minus(value, lamports) };
}

/** The fee for paying out `lamports` where `counted` are on the line: the integral over what leaves, ceiled. */
export function saleFee(curve: FeeCurve, lamports: bigint, counted: bigint): bigint {
  const { target } = curve;
  // What leaves below the line, on it, and over the target.
  const below = saturatingMinus(lamports, counted);
  const left = saturatingMinus(counted, lamports);
  const upper = min(counted, target);
  const onLine = saturatingMinus(upper, left);
  const flat = minus(minus(lamports, below), onLine);
  // Over the line the rate is the mean of both ends: (2 × max × target − spread × (upper + lower)) ÷ 2 target.
  const ends = upper + (upper - onLine);
  const rate = u128(u128(2n * target * BigInt(curve.max)) - u128(spreadOf(curve) * ends));
  const at = (rate: number, leaving: bigint): bigint => u128(leaving * BigInt(rate) * 2n * target);
  const total = u128(u128(u128(rate * onLine) + at(curve.min, flat)) + at(curve.max, below));
  const denominator = 2n * target * BigInt(WHOLE_BPS);
  if (denominator === 0n) throw mathError("DivisionByZero");
  return u64((total + denominator - 1n) / denominator);
}

/** The rate with `left` lamports left, in millionths of a basis point, floored. For display. */
export function rateAt(curve: FeeCurve, left: bigint): bigint {
  const { target } = curve;
  if (target === 0n) throw mathError("DivisionByZero");
  const fall = (spreadOf(curve) * min(left, target) * MILLION) / target;
  return u64(saturatingMinus(BigInt(curve.max) * MILLION, fall));
}

function spreadOf(curve: FeeCurve): bigint {
  return BigInt(Math.max(curve.max - curve.min, 0));
}

/** The most that can leave for `value`. The cost rises with the payout, so the answer is unique: halving finds it. */
function largestPayout(curve: FeeCurve, value: bigint, liquidity: bigint, counted: bigint): bigint {
  const cost = (payout: bigint): bigint => plus(saleFee(curve, payout, counted), payout);
  let [low, high] = [0n, min(value, liquidity)];
  // The program looks at this one first: where it cannot be computed, neither can the answer.
  if (cost(high) <= value) low = high;
  while (low < high) {
    const middle = (low + high + 1n) / 2n;
    if (cost(middle) <= value) low = middle;
    else high = middle - 1n;
  }
  if (low === liquidity && cost(low) < value) throw mathError("InsufficientLiquidity");
  return low;
}
