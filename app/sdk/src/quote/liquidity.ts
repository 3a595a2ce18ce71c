// The liquidity pool: its fees, its worth and its fee line as data.
import type { LiquidityFees, LiquidityPool } from "../accounts/liquidityPool";
import type { PoolSnapshot } from "../accounts/snapshot";
import { programError } from "../errors";
import { type FeeCurve, rateAt, saleFee } from "../math/curve";
import { lamportsBacking, type Price } from "../math/price";
import { max, plus } from "../math/units";

/** The snapshot's liquidity pool; throws `WrongLiquidityPool` when there is none. */
export function requireLiquidity({ liquidity }: Pick<PoolSnapshot, "liquidity">): LiquidityPool {
  if (!liquidity) throw programError("WrongLiquidityPool");
  return liquidity;
}

/** The fees in force at the pool's update number `updates`. */
export function liquidityFeesAt(liquidity: LiquidityPool, updates: bigint): LiquidityFees {
  const { fees, pendingFees, pendingFeesUpdate } = liquidity;
  return pendingFeesUpdate !== 0n && updates >= pendingFeesUpdate ? pendingFees : fees;
}

/** The fee line of these fees. */
export function curveOf({ min, max, target }: LiquidityFees): FeeCurve {
  return { min, max, target };
}

/** What all shares are worth at the true price, in lamports, ceiled. */
export function liquidityValue({ solLamports, tokenAmount }: LiquidityPool, price: Price): bigint {
  return plus(solLamports, lamportsBacking(price, tokenAmount));
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
 * The fee line at `points` places, from no liquidity to its target or what is there now, whichever is more: for a chart.
 * RangeError for fewer than two points. `WrongLiquidityPool` when the pool has no liquidity pool.
 */
export function feeCurve(snapshot: Pick<PoolSnapshot, "pool" | "liquidity">, points = 101): FeePoint[] {
  if (!Number.isInteger(points) || points < 2) throw new RangeError(`${points} points make no line`);
  const liquidity = requireLiquidity(snapshot);
  const curve = curveOf(liquidityFeesAt(liquidity, snapshot.pool.updates));
  const now = liquidity.solLamports;
  const end = max(curve.target, now);
  return Array.from({ length: points }, (_, index) => {
    const left = (end * BigInt(index)) / BigInt(points - 1);
    const point: FeePoint = { left, rate: Number(rateAt(curve, left)) / MILLION };
    return left > now ? point : { ...point, payout: now - left, fee: saleFee(curve, now - left, now) };
  });
}
