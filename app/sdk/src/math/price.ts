import { mulDivCeil, mulDivFloor } from "./mulDiv";
import { mathError, u64 } from "./units";

/** `total ÷ supply` lamports per token, as an exact ratio. */
export interface Price {
  /** Lamports that all tokens together stand for. */
  total: bigint;
  /** Tokens in existence. */
  supply: bigint;
}

/** Tokens for a deposit, floored. "NoPrice" when the pool has lost everything: the deposit would be given away. */
export function tokensFor(price: Price, lamports: bigint): bigint {
  if (price.total === 0n) throw mathError("NoPrice");
  return mulDivFloor(lamports, price.supply, price.total);
}

/** Lamports for tokens that leave, floored. Zero when the pool has lost everything. */
export function lamportsFor(price: Price, tokens: bigint): bigint {
  return mulDivFloor(tokens, price.total, price.supply);
}

/** Lamports that back tokens without lowering the price, ceiled. */
export function lamportsBacking(price: Price, tokens: bigint): bigint {
  return mulDivCeil(tokens, price.total, price.supply);
}

/** The higher of two prices; the first where they are equal. */
export function higherOf(price: Price, other: Price): Price {
  return comparePrices(other, price) > 0 ? other : price;
}

/** The price with 32 fractional bits, floored; for display and oracles. */
export function fixedPoint(price: Price): bigint {
  if (price.supply === 0n) throw mathError("DivisionByZero");
  return u64((price.total << 32n) / price.supply);
}

/** Negative when `a` is the lower price, positive when it is the higher one. A price without tokens is infinite. */
export function comparePrices(a: Price, b: Price): number {
  const [left, right] = [a.total * b.supply, b.total * a.supply];
  return left < right ? -1 : Number(left > right);
}

/** SOL per token as a decimal string with `digits` decimals, floored. For display only. "DivisionByZero" without tokens. */
export function formatPrice(price: Price, digits = 9): string {
  if (price.supply === 0n) throw mathError("DivisionByZero");
  const one = BigInt(`1${"0".repeat(digits)}`);
  const scaled = ((price.total * one) / price.supply).toString().padStart(digits + 1, "0");
  return digits === 0 ? scaled : `${scaled.slice(0, -digits)}.${scaled.slice(-digits)}`;
}
