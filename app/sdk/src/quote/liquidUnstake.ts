import type { PoolSnapshot } from "../accounts/snapshot";
import { programError } from "../errors";
import { saleFee } from "../math/curve";
import type { Price } from "../math/price";
import { planSale } from "../math/sale";
import { plus } from "../math/units";
import { askAt, priceAt } from "./books";
import { requireFresh, requireRunning } from "./fresh";
import { availableLamports, countedLamports, curveOf, liquidityFeesAt, requireLiquidity } from "./liquidity";

export interface LiquidUnstakeQuote {
  /** Lamports that the seller receives, floored. */
  lamports: bigint;
  /** Lamports of the fee; `lamports + fee` is the tokens' worth at the true price. */
  fee: bigint;
  /** The treasury's part of the fee, in tokens, floored. */
  treasuryTokens: bigint;
  /**
   * Tokens beyond what the lamports would buy: the providers' part of the fee, and what the seller leaves behind of gains that
   * are known and not in the true price yet. They become the shares' over the next epoch.
   */
  heldTokens: bigint;
  /** Lamports left in the liquidity pool. */
  liquidityAfter: bigint;
  /** The true price. */
  price: Price;
  /** What a token costs whoever comes in. */
  ask: Price;
}

type Snapshot = Pick<
  PoolSnapshot,
  "pool" | "clock" | "liquidity" | "liquidityBalance" | "reserveRent" | "treasuryReceives"
>;

/**
 * What selling `tokens` pays in the snapshot's slot. Throws the error that the program would refuse with.
 *
 * @example
 * ```ts
 * const { lamports, fee } = quoteLiquidUnstake(snapshot, 1_000_000_000n);
 * ```
 */
export function quoteLiquidUnstake(snapshot: Snapshot, tokens: bigint): LiquidUnstakeQuote {
  const { pool, clock, treasuryReceives } = snapshot;
  const liquidity = requireLiquidity(snapshot);
  if (tokens === 0n) throw programError("ZeroAmount");
  requireFresh(snapshot);
  requireRunning(snapshot);
  const fees = liquidityFeesAt(liquidity, pool.updates);
  const [ask, price] = [askAt(pool, clock), priceAt(pool, clock.slot)];
  const terms = {
    bid: price,
    ask,
    liquidity: availableLamports(liquidity, snapshot),
    counted: countedLamports(snapshot),
    curve: curveOf(fees),
    treasuryCut: treasuryReceives ? fees.treasuryCut : 0,
  };
  const plan = planSale(terms, tokens);
  if (plan.lamports === 0n) throw programError("ZeroResult");
  return {
    lamports: plan.lamports,
    fee: plan.fee,
    treasuryTokens: plan.treasury,
    heldTokens: plan.held,
    liquidityAfter: liquidity.solLamports - plan.lamports,
    price,
    ask,
  };
}

/**
 * The most tokens that can be sold at once in the snapshot's slot; 0 without liquidity pool or price.
 *
 * @example
 * ```ts
 * const tokens = mostLiquidTokens(snapshot);
 * ```
 */
export function mostLiquidTokens(snapshot: Omit<Snapshot, "treasuryReceives">): bigint {
  const { pool, clock, liquidity } = snapshot;
  if (!liquidity) return 0n;
  const { total, supply } = priceAt(pool, clock.slot);
  if (total === 0n) return 0n;
  const available = availableLamports(liquidity, snapshot);
  const curve = curveOf(liquidityFeesAt(liquidity, pool.updates));
  const value = plus(available, saleFee(curve, available, countedLamports(snapshot)));
  // The most tokens that are worth no more than that, floored.
  return ((value + 1n) * supply - 1n) / total;
}
