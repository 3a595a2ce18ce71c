// The program's amounts are 64-bit: what does not fit is an error here too, so that a quote never promises more than
// the program can do.

/** Why a computation has no answer; the same two as in the program. */
export class MathError extends Error {
  override readonly name = "MathError";

  constructor(readonly kind: "Overflow" | "NoPrice") {
    super(
      kind === "Overflow" ? "the result does not fit 64 bits, or would be negative" : "there is no price to convert at",
    );
  }
}

/** Largest amount of anything: u64::MAX. */
export const U64_MAX = 2n ** 64n - 1n;

/** The value itself; `MathError` "Overflow" where it is no u64. */
export function u64(value: bigint): bigint {
  if (value < 0n || value > U64_MAX) throw new MathError("Overflow");
  return value;
}

/** `a + b`, or `MathError` "Overflow". */
export const plus = (a: bigint, b: bigint): bigint => u64(a + b);

/** `a − b`; `MathError` "Overflow" where it would be negative. */
export const minus = (a: bigint, b: bigint): bigint => u64(a - b);

/** `a − b`, or zero where it would be negative. */
export const saturatingMinus = (a: bigint, b: bigint): bigint => (a > b ? a - b : 0n);

export const min = (a: bigint, b: bigint): bigint => (a < b ? a : b);
export const max = (a: bigint, b: bigint): bigint => (a > b ? a : b);

/** 10,000 basis points are the whole. */
export const WHOLE_BPS = 10_000;
