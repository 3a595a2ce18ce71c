import { type FeeCurve, type Sale, sell } from "./curve";
import { floorOf } from "./fee";
import { mulDivFloor } from "./mulDiv";
import { lamportsFor, type Price, tokensFor } from "./price";
import { min, minus } from "./units";

/** A sale's terms. */
export interface SaleTerms {
  /** The true price. */
  bid: Price;
  /** What a token costs whoever comes in. */
  ask: Price;
  /** SOL that there is, in lamports. */
  liquidity: bigint;
  /** The part of it that is on the fee line. */
  counted: bigint;
  curve: FeeCurve;
  /** The treasury's part of the fee in basis points; zero where it cannot receive. */
  treasuryCut: number;
}

/** Who gets what when tokens are sold to the liquidity pool. */
export interface SalePlan extends Sale {
  /** Tokens that the treasury receives. */
  treasury: bigint;
  /**
   * Tokens beyond what the lamports would buy: the providers' part of the fee, and what the seller leaves behind of gains
   * that are known and not in the price yet. They are held until they are released.
   */
  held: bigint;
}

/** Sells `tokens`; both parts of the fee are floored. "InsufficientLiquidity" where the liquidity does not suffice. */
export function planSale({ bid, ask, liquidity, counted, curve, treasuryCut }: SaleTerms, tokens: bigint): SalePlan {
  const value = lamportsFor(bid, tokens);
  const { lamports, fee } = sell(curve, value, liquidity, counted);
  const feeTokens = fee === 0n ? 0n : mulDivFloor(tokens, fee, value);
  const treasury = floorOf(treasuryCut, feeTokens);
  const bought = min(tokensFor(ask, lamports), minus(tokens, feeTokens));
  return { lamports, fee, treasury, held: minus(minus(tokens, treasury), bought) };
}
