import type { PoolSnapshot } from "../accounts/snapshot";
import { programError, withProgramErrors } from "../errors";
import { saleFee } from "../math/curve";
import type { Price } from "../math/price";
import { planSale } from "../math/sale";
import { MathError, plus } from "../math/units";
import { priceAt } from "./books";
import { requireFresh, requireRunning } from "./fresh";
import { countedLamports, curveOf, liquidityFeesAt, requireLiquidity } from "./liquidity";

export interface LiquidUnstakeQuote {
  /** Lamports that the seller receives, floored. */
  lamports: bigint;
  /** Lamports of the fee; `lamports + fee` is the tokens' worth at the true price. */
  fee: bigint;
  /** The treasury's part of the fee, in tokens, floored. */
  treasuryTokens: bigint;
  /** Lamports left in the liquidity pool. */
  liquidityAfter: bigint;
  price: Price;
}

type Snapshot = Pick<PoolSnapshot, "pool" | "clock" | "liquidity" | "treasuryReceives">;

/** What selling `tokens` pays in the snapshot's slot. Throws the error that the program would refuse with. */
export function quoteLiquidUnstake(snapshot: Snapshot, tokens: bigint): LiquidUnstakeQuote {
  const { pool, clock, treasuryReceives } = snapshot;
  const liquidity = requireLiquidity(snapshot);
  if (tokens === 0n) throw programError("ZeroAmount");
  requireFresh(snapshot);
  requireRunning(snapshot);
  const fees = liquidityFeesAt(liquidity, pool.updates);
  const price = withProgramErrors(() => priceAt(pool, clock.slot));
  const counted = withProgramErrors(() => countedLamports(liquidity, clock));
  const plan = withLiquidityErrors(() =>
    planSale(
      tokens,
      price,
      { liquidity: liquidity.solLamports, counted },
      { curve: curveOf(fees), treasuryCut: treasuryReceives ? fees.treasuryCut : 0 },
    ),
  );
  if (plan.lamports === 0n) throw programError("ZeroResult");
  return {
    lamports: plan.lamports,
    fee: plan.fee,
    treasuryTokens: plan.treasury,
    liquidityAfter: liquidity.solLamports - plan.lamports,
    price,
  };
}

/** The most tokens that can be sold at once in the snapshot's slot; 0 without liquidity pool or price. */
export function mostLiquidTokens({ pool, clock, liquidity }: Pick<Snapshot, "pool" | "clock" | "liquidity">): bigint {
  if (!liquidity) return 0n;
  return withProgramErrors(() => {
    const { total, supply } = priceAt(pool, clock.slot);
    if (total === 0n) return 0n;
    const { solLamports } = liquidity;
    const value = plus(
      solLamports,
      saleFee(curveOf(liquidityFeesAt(liquidity, pool.updates)), solLamports, countedLamports(liquidity, clock)),
    );
    // The most tokens that are worth no more than that, floored.
    return ((value + 1n) * supply - 1n) / total;
  });
}

/** What does not fit is a lack of liquidity here. */
function withLiquidityErrors<T>(compute: () => T): T {
  try {
    return compute();
  } catch (error) {
    if (!(error instanceof MathError)) throw error;
    throw programError(error.kind === "Overflow" ? "InsufficientLiquidity" : error.kind, { cause: error });
  }
}
