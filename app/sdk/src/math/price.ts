import { mulDivCeil, mulDivFloor } from "./mulDiv";
import { MathError, u64 } from "./units";

/** `total ÷ supply` lamports per token, as an exact ratio. */
export interface Price {
  /** Lamports that all tokens together stand for. */
  total: bigint;
  /** Tokens in existence. */
  supply: bigint;
}

/** Tokens for a deposit, floored. "NoPrice" when the pool has lost everything. */
export function tokensFor(price: Price, lamports: bigint): bigint {
  return mulDivFloor(lamports, price.supply, price.total);
}

/** Lamports for tokens that leave, floored. */
export function lamportsFor(price: Price, tokens: bigint): bigint {
  return mulDivFloor(tokens, price.total, price.supply);
}

/** Lamports that back tokens without lowering the price, ceiled. */
export function lamportsBacking(price: Price, tokens: bigint): bigint {
  return mulDivCeil(tokens, price.total, price.supply);
}

/** The price with 32 fractional bits, floored; for display and oracles. */
export function fixedPoint(price: Price): bigint {
  if (price.supply === 0n) throw new MathError("NoPrice");
  return u64((price.total << 32n) / price.supply);
}

/** Negative when `a` is the lower price, positive when it is the higher one. */
export function comparePrices(a: Price, b: Price): number {
  const [left, right] = [a.total * b.supply, b.total * a.supply];
  return left < right ? -1 : Number(left > right);
}

/** SOL per token as a decimal string with `digits` decimals, floored. For display only. "NoPrice" without tokens. */
export function formatPrice(price: Price, digits = 9): string {
  if (price.supply === 0n) throw new MathError("NoPrice");
  const scaled = ((price.total * 10n ** BigInt(digits)) / price.supply).toString().padStart(digits + 1, "0");
  return digits === 0 ? scaled : `${scaled.slice(0, -digits)}.${scaled.slice(-digits)}`;
}
