import { type FeeCurve, type Sale, sell } from "./curve";
import { floorOf } from "./fee";
import { mulDivFloor } from "./mulDiv";
import { lamportsFor, type Price } from "./price";

/** Who gets what when tokens are sold to the liquidity pool. */
export interface SalePlan extends Sale {
  /** Tokens that the treasury receives, floored; the liquidity pool keeps the others. */
  treasury: bigint;
}

/** Sells `tokens` against `liquidity` lamports of which `counted` are on the fee line; "Overflow" where it does not suffice. */
export function planSale(
  tokens: bigint,
  price: Price,
  { liquidity, counted }: { liquidity: bigint; counted: bigint },
  { curve, treasuryCut }: { curve: FeeCurve; treasuryCut: number },
): SalePlan {
  const value = lamportsFor(price, tokens);
  const { lamports, fee } = sell(curve, value, liquidity, counted);
  const feeTokens = fee === 0n ? 0n : mulDivFloor(tokens, fee, value);
  return { lamports, fee, treasury: floorOf(treasuryCut, feeTokens) };
}
