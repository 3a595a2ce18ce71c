// The program's amounts are 64-bit: what does not fit is an error here too, so that a quote never promises more than
// the program can do.

import { programError } from "../errors/program";
import { isError, type TruestakeError } from "../errors/TruestakeError";

/** The crate's errors by name, and what each means. */
const MEANINGS = {
  Overflow: "the result does not fit 64 bits, or would be negative",
  DivisionByZero: "a division by zero",
  NoPrice: "the pool has lost everything: its tokens have no price that anybody could buy at",
  InsufficientLiquidity: "there is less liquidity than the sale takes",
} as const;

/** Why a computation has no answer; the same as in the program's arithmetic. */
export type MathErrorKind = keyof typeof MEANINGS;

/**
 * The error of a computation without an answer: the program's of the same name, with the crate's as `args.kind`. No pool has
 * books without tokens, so the program has none for a division by zero.
 */
export function mathError(kind: MathErrorKind): TruestakeError {
  return programError(kind === "DivisionByZero" ? "Overflow" : kind, { args: { kind, reason: MEANINGS[kind] } });
}

/** Whether an error is that of a computation. */
export function isMathError(error: unknown): boolean {
  return isError(error, "Overflow", "NoPrice", "InsufficientLiquidity") && "kind" in error.args;
}

/** Largest amount of anything: u64::MAX. */
export const U64_MAX = 0xffff_ffff_ffff_ffffn;

/** The value itself; `Overflow` where it is no u64. */
export function u64(value: bigint): bigint {
  if (value < 0n || value > U64_MAX) throw mathError("Overflow");
  return value;
}

/** `a + b`, or `Overflow`. */
export const plus = (a: bigint, b: bigint): bigint => u64(a + b);

/** `a − b`; `Overflow` where it would be negative. */
export const minus = (a: bigint, b: bigint): bigint => u64(a - b);

/** `a − b`, or zero where it would be negative. */
export const saturatingMinus = (a: bigint, b: bigint): bigint => (a > b ? a - b : 0n);

export const min = (a: bigint, b: bigint): bigint => (a < b ? a : b);
export const max = (a: bigint, b: bigint): bigint => (a > b ? a : b);

/** 10,000 basis points are the whole. */
export const WHOLE_BPS = 10_000;

/** 1,000,000,000 parts per billion are the whole. */
export const WHOLE_PPB = 1_000_000_000;
