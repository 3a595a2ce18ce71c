import { charge, floorOf } from "./fee";
import { lamportsBacking, type Price, tokensFor } from "./price";
import { min, minus } from "./units";

/** Who gets which tokens for a deposit, and where its lamports go. */
export interface DepositPlan {
  /** Lamports that buy tokens of the liquidity pool. */
  lamportsToLiquidity: bigint;
  /** Tokens that they buy. */
  tokensFromLiquidity: bigint;
  /** Tokens minted to the depositor. */
  depositor: bigint;
  treasury: bigint;
  referrer: bigint;
}

/**
 * Tokens for `lamports` at `price`. First those `onSale` in the liquidity pool are bought, without fee; the rest is
 * minted: floored, fee ceiled, the referrer's share of it floored.
 */
export function planDeposit(
  lamports: bigint,
  price: Price,
  onSale: bigint,
  feeBps: number,
  referralShareBps: number,
): DepositPlan {
  const all = tokensFor(price, lamports);
  const bought = min(all, onSale);
  // Lamports too few for a single token buy none: they are not given away.
  const needed = (): bigint => (all <= onSale ? lamports : min(lamportsBacking(price, onSale), lamports));
  const paid = bought === 0n ? 0n : needed();
  const { net, fee } = charge(tokensFor(price, minus(lamports, paid)), feeBps);
  const referrer = floorOf(referralShareBps, fee);
  return {
    lamportsToLiquidity: paid,
    tokensFromLiquidity: bought,
    depositor: net,
    treasury: minus(fee, referrer),
    referrer,
  };
}
