import type { PoolSnapshot } from "../accounts/snapshot";
import { programError } from "../errors";
import { MINIMUM_DEPOSIT_LAMPORTS } from "../layout/constants";
import { mulDivCeil, mulDivFloor } from "../math/mulDiv";
import { lamportsBacking, type Price } from "../math/price";
import { plus, saturatingMinus } from "../math/units";
import { askAt, priceAt } from "./books";
import { requireFresh, requireRunning } from "./fresh";
import { liquidityValue, releasedTokens, requireLiquidity } from "./liquidity";

export interface AddLiquidityQuote {
  /** Shares that the provider receives, floored. */
  shares: bigint;
  /**
   * Lamports that are paid over what the shares stand for now, with the tokens at the true price and without held ones; floored. They
   * come to the shares as what is known is released: nobody who comes late takes what others earned.
   */
  premium: bigint;
  /** Shares in existence afterwards. */
  sharesAfter: bigint;
  /** The true price. */
  price: Price;
  /** What the shares' tokens are paid for at, the held ones too. */
  ask: Price;
}

/**
 * What adding `lamports` gives in the snapshot's slot. Throws the error that the program would refuse with.
 *
 * @example
 * ```ts
 * const { shares, premium } = quoteAddLiquidity(snapshot, 5_000_000_000n);
 * ```
 */
export function quoteAddLiquidity(
  snapshot: Pick<PoolSnapshot, "pool" | "clock" | "liquidity">,
  lamports: bigint,
): AddLiquidityQuote {
  const { pool, clock } = snapshot;
  const liquidity = requireLiquidity(snapshot);
  if (lamports === 0n) throw programError("ZeroAmount");
  if (lamports < MINIMUM_DEPOSIT_LAMPORTS) throw programError("DepositTooSmall");
  requireFresh(snapshot);
  requireRunning(snapshot);
  if (plus(liquidity.solLamports, lamports) > liquidity.cap) throw programError("LiquidityCapExceeded");
  const ask = askAt(pool, clock);
  const shares = mulDivFloor(lamports, liquidity.shares, liquidityValue(liquidity, ask));
  if (shares === 0n) throw programError("ZeroResult");
  const price = priceAt(pool, clock.slot);
  const worth = plus(liquidity.solLamports, lamportsBacking(price, releasedTokens(liquidity, clock)));
  const premium = saturatingMinus(lamports, mulDivCeil(shares, worth, liquidity.shares));
  return { shares, premium, sharesAfter: plus(liquidity.shares, shares), price, ask };
}
