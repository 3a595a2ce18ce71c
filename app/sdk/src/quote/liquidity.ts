// The liquidity pool: its fees, its worth and its fee line as data.
import type { LiquidityFees, LiquidityPool } from "../accounts/liquidityPool";
import type { PoolSnapshot } from "../accounts/snapshot";
import type { ChainClock } from "../accounts/sysvars";
import { programError } from "../errors";
import { type FeeCurve, rateAt, saleFee } from "../math/curve";
import { type EpochSlots, outstanding } from "../math/deferred";
import { lamportsBacking, type Price } from "../math/price";
import { max, minus, plus, saturatingMinus } from "../math/units";

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

function epochSlots({ epoch, epochStartSlot, slotsInEpoch }: ChainClock): EpochSlots {
  return { epoch, firstSlot: epochStartSlot, endSlot: epochStartSlot + slotsInEpoch };
}

/** The tokens that are the shares' and on sale: all but the fees of this epoch, and what is still held of the last one's. */
export function releasedTokens({ tokenAmount, heldFees }: LiquidityPool, clock: ChainClock): bigint {
  return minus(tokenAmount, outstanding(heldFees, epochSlots(clock), clock.slot));
}

/** Lamports that were added in this epoch or the last and are not on the fee line yet. */
export function uncountedLamports({ added }: LiquidityPool, clock: ChainClock): bigint {
  return outstanding(added, epochSlots(clock), clock.slot);
}

/** The lamports that are on the fee line: all but those added a short time ago. A sale can be paid out of both. */
export function countedLamports(liquidity: LiquidityPool, clock: ChainClock): bigint {
  return saturatingMinus(liquidity.solLamports, uncountedLamports(liquidity, clock));
}

/** What all shares are worth at the true price, in lamports, ceiled. Fees that are held are not theirs yet. */
export function liquidityValue(liquidity: LiquidityPool, price: Price, clock: ChainClock): bigint {
  return plus(liquidity.solLamports, lamportsBacking(price, releasedTokens(liquidity, clock)));
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
 * for a chart. What was added a short time ago leaves at the highest rate, after all that is on the line.
 * RangeError for fewer than two points. `WrongLiquidityPool` when the pool has no liquidity pool.
 */
export function feeCurve(snapshot: Pick<PoolSnapshot, "pool" | "clock" | "liquidity">, points = 101): FeePoint[] {
  if (!Number.isInteger(points) || points < 2) throw new RangeError(`${points} points make no line`);
  const liquidity = requireLiquidity(snapshot);
  const curve = curveOf(liquidityFeesAt(liquidity, snapshot.pool.updates));
  const now = liquidity.solLamports;
  const uncounted = uncountedLamports(liquidity, snapshot.clock);
  const counted = saturatingMinus(now, uncounted);
  const end = max(curve.target + uncounted, now);
  return Array.from({ length: points }, (_, index) => {
    const left = (end * BigInt(index)) / BigInt(points - 1);
    const point: FeePoint = { left, rate: Number(rateAt(curve, saturatingMinus(left, uncounted))) / MILLION };
    return left > now ? point : { ...point, payout: now - left, fee: saleFee(curve, now - left, counted) };
  });
}
