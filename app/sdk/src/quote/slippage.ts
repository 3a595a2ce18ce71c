import { checkAmount, checkNumbers, invalid } from "../errors/arguments";
import { floorOf } from "../math/fee";
import { WHOLE_BPS } from "../math/units";

/** Slippage that the client allows if nothing else is said, in basis points. */
export const DEFAULT_SLIPPAGE_BPS = 10;

/**
 * The least to accept of a quoted amount, floored. `InvalidArgument` for slippage outside 0 to 10,000 basis points, and for 0: what
 * was not quoted has no minimum.
 *
 * @example
 * ```ts
 * const { tokens } = quoteDepositSol(snapshot, { lamports: 5_000_000_000n });
 * const least = minimumFor(tokens, 50);
 * ```
 */
export function minimumFor(amount: bigint, slippageBps = DEFAULT_SLIPPAGE_BPS): bigint {
  checkAmount("amount", amount);
  if (amount === 0n) throw invalid("amount", amount, "what was quoted, more than 0");
  checkNumbers({ slippageBps }, WHOLE_BPS);
  return floorOf(WHOLE_BPS - slippageBps, amount);
}

/** The least to accept of both sides of a liquidity removal. */
export interface RemovalMinimums {
  minimumLamportsOut: bigint;
  minimumTokensOut: bigint;
}

/**
 * The least to accept of both sides of a liquidity removal, floored. 0 of a side of which nothing was quoted: the liquidity pool may
 * hold SOL alone, or tokens alone. `InvalidArgument` for slippage outside 0 to 10,000 basis points.
 *
 * @example
 * ```ts
 * const minimums = minimumsFor(quoteRemoveLiquidity(snapshot, 5_000_000_000n), 50);
 * ```
 */
export function minimumsFor(
  { lamports, tokens }: { lamports: bigint; tokens: bigint },
  slippageBps?: number,
): RemovalMinimums {
  const least = (amount: bigint) => (amount === 0n ? 0n : minimumFor(amount, slippageBps));
  return { minimumLamportsOut: least(lamports), minimumTokensOut: least(tokens) };
}
