import type { PriceHistory } from "./accounts/priceHistory";
import { fixedPoint, type Price } from "./math/price";

/** Tokens that the mean price is given for: the price has 32 fractional bits, as `get_price` has it. */
const ONE = 1n << 32n;

/**
 * The mean of the prices after the last `epochs` updates, floored, as a price to convert with. Every update counts the
 * same, however many slots or epochs lie between: an epoch that nobody updated has none. For lenders: the lower of it and
 * the price now. Fewer updates are averaged where the history has fewer; undefined without any. RangeError for no epochs.
 */
export function twap({ entries }: PriceHistory, epochs: number): Price | undefined {
  if (!Number.isInteger(epochs) || epochs < 1) throw new RangeError(`a mean over ${epochs} epochs`);
  const last = entries.slice(-epochs);
  if (last.length === 0) return undefined;
  const sum = last.reduce((total, entry) => total + fixedPoint(entry), 0n);
  return { total: sum / BigInt(last.length), supply: ONE };
}
