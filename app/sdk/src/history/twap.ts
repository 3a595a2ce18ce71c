import type { PriceHistory } from "../accounts/priceHistory";
import { invalid } from "../errors/arguments";
import { fixedPoint, type Price } from "../math/price";

/** Tokens that the mean price is given for: the price has 32 fractional bits, as `get_price` has it. */
const ONE = 1n << 32n;

/**
 * The mean of the prices after the last `epochs` updates up to `now`, the chain's Unix time in seconds: each counts for the time
 * until the next one, the last until now. Floored, as a price to convert with. For lenders: the lower of it and the price
 * now. Fewer updates are averaged where the history has fewer; undefined without any. `InvalidArgument` for no epochs, or for a time
 * before the last update.
 */
export function twap({ entries }: PriceHistory, epochs: number, now: bigint): Price | undefined {
  if (!Number.isInteger(epochs) || epochs < 1) throw invalid("epochs", epochs, "a whole number of at least 1");
  const last = entries.slice(-epochs);
  const [first, latest] = [last[0], last.at(-1)];
  if (!first || !latest) return undefined;
  if (now < latest.unixTime) throw invalid("now", now, `no earlier than the last update, at ${latest.unixTime}`);
  const seconds = now - first.unixTime;
  // Without a span there is only the price of this second.
  if (seconds === 0n) return { total: fixedPoint(latest), supply: ONE };
  const sum = last.reduce((total, entry, place) => {
    const until = last[place + 1]?.unixTime ?? now;
    return total + fixedPoint(entry) * (until - entry.unixTime);
  }, 0n);
  return { total: sum / seconds, supply: ONE };
}
