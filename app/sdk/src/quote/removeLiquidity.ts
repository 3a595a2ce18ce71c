import type { PoolSnapshot } from "../accounts/snapshot";
import { programError } from "../errors";
import { mulDivFloor } from "../math/mulDiv";
import { min } from "../math/units";
import { availableLamports, releasedTokens, requireLiquidity } from "./liquidity";

export interface RemoveLiquidityQuote {
  /** Lamports that the provider receives, floored. */
  lamports: bigint;
  /** Pool tokens that the provider receives, floored. */
  tokens: bigint;
}

/**
 * What `shares` are redeemed for, at any time; tokens that are held stay behind. Throws the error that the program would
 * refuse with.
 *
 * @example
 * ```ts
 * const { lamports, tokens } = quoteRemoveLiquidity(snapshot, 1_000_000_000n);
 * ```
 */
export function quoteRemoveLiquidity(
  snapshot: Pick<PoolSnapshot, "clock" | "liquidity" | "liquidityBalance" | "reserveRent">,
  shares: bigint,
): RemoveLiquidityQuote {
  const liquidity = requireLiquidity(snapshot);
  if (shares === 0n) throw programError("ZeroAmount");
  // Nobody holds the locked ones.
  if (shares > liquidity.shares - liquidity.lockedShares) throw programError("InsufficientTokens");
  const part = mulDivFloor(shares, liquidity.solLamports, liquidity.shares);
  const tokens = mulDivFloor(shares, releasedTokens(liquidity, snapshot.clock), liquidity.shares);
  // After a rent rise the account has to keep more: that stays with the other shares.
  const lamports = min(part, availableLamports(liquidity, snapshot));
  if (lamports === 0n && tokens === 0n) throw programError("ZeroResult");
  return { lamports, tokens };
}
