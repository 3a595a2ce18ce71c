// The liquidity pool: its fees, its worth and its fee line as data.
import { type LiquidityFees, type LiquidityPool, liquidityFeesOf } from "../accounts/liquidityPool";
import type { PoolSnapshot } from "../accounts/snapshot";
import type { ChainClock } from "../accounts/sysvars";
import { programError } from "../errors";
import { invalid } from "../errors/arguments";
import { type FeeCurve, rateAt, saleFee } from "../math/curve";
import { outstanding } from "../math/deferred";
import { at, counted as countedOf } from "../math/feeLine";
import { lamportsBacking, type Price } from "../math/price";
import { max, min, minus, plus, saturatingMinus } from "../math/units";
import { epochSlotsOf } from "./books";

/**
 * The snapshot's liquidity pool; throws `WrongLiquidityPool` when there is none.
 *
 * @example
 * ```ts
 * const { shares } = requireLiquidity(snapshot);
 * ```
 */
export function requireLiquidity({ liquidity }: Pick<PoolSnapshot, "liquidity">): LiquidityPool {
  if (!liquidity) throw programError("WrongLiquidityPool");
  return liquidity;
}

/**
 * The fees in force at the pool's update number `updates`.
 *
 * @example
 * ```ts
 * const { min, max } = liquidityFeesAt(liquidity, pool.updates);
 * ```
 */
export function liquidityFeesAt(liquidity: LiquidityPool, updates: bigint): LiquidityFees {
  return liquidityFeesOf(liquidity, { updates });
}

/**
 * The fee line of these fees.
 *
 * @example
 * ```ts
 * const curve = curveOf(liquidityFeesAt(liquidity, pool.updates));
 * ```
 */
export function curveOf({ min, max, target }: LiquidityFees): FeeCurve {
  return { min, max, target };
}

/**
 * The tokens that are the shares' and on sale: all but those held of this epoch's sales, and the rest of the last one's.
 *
 * @example
 * ```ts
 * const tokens = releasedTokens(liquidity, clock);
 * ```
 */
export function releasedTokens(liquidity: LiquidityPool, clock: ChainClock): bigint {
  const held = { epoch: liquidity.heldEpoch, recent: liquidity.heldRecent, earlier: liquidity.heldEarlier };
  return minus(liquidity.tokenAmount, outstanding(held, epochSlotsOf(clock), clock.slot));
}

/**
 * SOL that can be paid out: what the books say, as far as it lies over the account's rent of now.
 *
 * @example
 * ```ts
 * const lamports = availableLamports(liquidity, snapshot);
 * ```
 */
export function availableLamports(
  { solLamports }: LiquidityPool,
  { liquidityBalance, reserveRent }: Pick<PoolSnapshot, "liquidityBalance" | "reserveRent">,
): bigint {
  return min(solLamports, saturatingMinus(liquidityBalance, reserveRent));
}

type Snapshot = Pick<PoolSnapshot, "pool" | "clock" | "liquidity" | "liquidityBalance" | "reserveRent">;

/**
 * The lamports that are on the fee line: it follows the SOL up and down at a bounded speed, so lending to the pool for a
 * moment changes no rate. A sale can be paid out of what is not on it, too, at the highest rate.
 *
 * @example
 * ```ts
 * const lamports = countedLamports(snapshot);
 * ```
 */
export function countedLamports(snapshot: Snapshot): bigint {
  const { pool, clock } = snapshot;
  const liquidity = requireLiquidity(snapshot);
  const { target } = liquidityFeesAt(liquidity, pool.updates);
  const line = { lamports: liquidity.lineLamports, slot: liquidity.lineSlot };
  const now = at(line, clock.slot, epochSlotsOf(clock), liquidity.solLamports, target);
  return countedOf(now, availableLamports(liquidity, snapshot));
}

/**
 * What all shares are worth with all tokens at the `ask`, the held ones too; ceiled. What new shares are sold at.
 *
 * @example
 * ```ts
 * const lamports = liquidityValue(liquidity, askAt(pool, clock));
 * ```
 */
export function liquidityValue(liquidity: LiquidityPool, ask: Price): bigint {
  return plus(liquidity.solLamports, lamportsBacking(ask, liquidity.tokenAmount));
}

/** A point of the fee line. */
export interface FeePoint {
  /** Lamports left in the liquidity pool. */
  left: bigint;
  /** Rate there, in basis points; for display. */
  rate: number;
  /** Lamports that a sale pays out which leaves so much; undefined above what is there now. */
  payout?: bigint;
  /** Lamports that such a sale costs, ceiled. */
  fee?: bigint;
}

const MILLION = 1_000_000;

/**
 * The fee line at `points` places, from no liquidity to where the rate is least or what is there now, whichever is more:
 * for a chart. What is not on the line yet leaves at the highest rate, after all that is on it.
 * `InvalidArgument` for fewer than two points. `WrongLiquidityPool` when the pool has no liquidity pool.
 *
 * @example
 * ```ts
 * for (const { left, rate } of feeCurve(snapshot, 11)) console.log(left, rate);
 * ```
 */
export function feeCurve(snapshot: Snapshot, points = 101): FeePoint[] {
  if (!Number.isInteger(points) || points < 2) throw invalid("points", points, "a whole number of at least 2");
  const liquidity = requireLiquidity(snapshot);
  const curve = curveOf(liquidityFeesAt(liquidity, snapshot.pool.updates));
  const now = availableLamports(liquidity, snapshot);
  const counted = countedLamports(snapshot);
  const uncounted = saturatingMinus(now, counted);
  const end = max(curve.target + uncounted, now);
  return Array.from({ length: points }, (_, index) => {
    const left = (end * BigInt(index)) / BigInt(points - 1);
    const point: FeePoint = { left, rate: Number(rateAt(curve, saturatingMinus(left, uncounted))) / MILLION };
    return left > now ? point : { ...point, payout: now - left, fee: saleFee(curve, now - left, counted) };
  });
}
