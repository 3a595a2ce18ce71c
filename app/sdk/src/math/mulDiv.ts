import { mathError, u64 } from "./units";

/** `⌊a × b ÷ d⌋`; "DivisionByZero" for `d = 0`, "Overflow" for a quotient over 64 bits. */
export function mulDivFloor(a: bigint, b: bigint, d: bigint): bigint {
  if (d === 0n) throw mathError("DivisionByZero");
  return u64((a * b) / d);
}

/** `⌈a × b ÷ d⌉`; errors as {@link mulDivFloor}. */
export function mulDivCeil(a: bigint, b: bigint, d: bigint): bigint {
  if (d === 0n) throw mathError("DivisionByZero");
  return u64((a * b + d - 1n) / d);
}
