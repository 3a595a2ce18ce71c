import { isTruestakeError } from "@truestake/sdk";
import { mostLiquidTokens, quoteLiquidUnstake } from "@truestake/sdk/quotes";
import { bidOf, isPaused, type View } from "../data/view";
import { decimal, shareOf } from "../format/amounts";
import { t } from "../strings";
import { type Slice, worst } from "./types";

/** What leaving at once may cost, and how much of all has to be able to, in basis points. */
const [COST_BPS, DEPTH_BPS] = [100n, 500n];
const SHORT = { most: 2 };

/** Lamports that can leave at once for at most `COST_BPS`. The rate rises with the amount: halving finds where it is too dear. */
function depthOf(view: View): bigint {
  const paid = (tokens: bigint): bigint | undefined => {
    try {
      const { lamports, fee } = quoteLiquidUnstake(view, tokens);
      return fee * 10_000n <= (lamports + fee) * COST_BPS ? lamports : undefined;
    } catch (error) {
      if (isTruestakeError(error)) return undefined;
      throw error;
    }
  };
  let [low, high] = [0n, mostLiquidTokens(view)];
  while (low < high) {
    const middle = (low + high + 1n) / 2n;
    if (paid(middle) === undefined) high = middle - 1n;
    else low = middle;
  }
  return low === 0n ? 0n : (paid(low) ?? 0n);
}

/** How much can leave at once and how well the queue is covered. */
export function exitsOf(view: View): Slice {
  const { pool, liquidity } = view;
  const covered = pool.reserveLamports + pool.coolingLamports;
  const queue = t.risk.exits.queue(decimal(pool.queuedLamports, SHORT), decimal(covered, SHORT));
  const waits = pool.queuedLamports > covered ? ("watch" as const) : ("ok" as const);
  if (isPaused(view)) return { status: "bad", says: [t.risk.exits.paused, queue] };
  if (!liquidity) return { status: worst("watch", waits), says: [t.risk.exits.none, queue] };
  const { total } = bidOf(view);
  if (total === 0n) return { status: "watch", says: [t.risk.exits.empty, queue] };
  const depth = depthOf(view);
  const isDeep = depth * 10_000n >= total * DEPTH_BPS;
  const says = [t.risk.exits.depth(decimal(depth, SHORT), shareOf(depth, total)), queue];
  return { status: worst(isDeep ? "ok" : "watch", waits), says };
}
