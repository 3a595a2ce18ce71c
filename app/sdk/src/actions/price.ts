import { isFresh, PRICE_PARTS } from "../accounts/snapshot";
import { formatPrice, type Price } from "../math/price";
import { askAt, priceAt } from "../quote/books";
import type { View } from "../transaction/session";
import { lookAt } from "./internal/look";

/** The true price at one slot. */
export interface PriceNow extends Price {
  /** SOL per token with 9 decimals, floored. */
  text: string;
  /** What a token costs whoever comes in with SOL that finds a place with validators; undefined when the pool has lost everything. */
  ask: Price | undefined;
  /** Whether instructions that use the price work now. */
  fresh: boolean;
  /** Epoch of the last update. */
  epoch: bigint;
  slot: bigint;
}

/**
 * The true price in the current slot.
 *
 * @example
 * ```ts
 * const { text, ask, fresh } = await price(session);
 * ```
 */
export async function price(view: View): Promise<PriceNow> {
  const snapshot = await lookAt(view, PRICE_PARTS);
  const { pool, clock } = snapshot;
  const now = priceAt(pool, clock.slot);
  return {
    ...now,
    text: formatPrice(now),
    ask: now.total > 0n ? askAt(pool, clock) : undefined,
    fresh: isFresh(snapshot),
    epoch: pool.lastUpdateEpoch,
    slot: clock.slot,
  };
}
