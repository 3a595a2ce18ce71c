import { charge, floorOf } from "./fee";
import { lamportsBacking, type Price, tokensFor } from "./price";
import { min, minus, plus, saturatingMinus } from "./units";

/** A deposit's terms. */
export interface DepositTerms {
  /** What a token costs. */
  ask: Price;
  /** Tokens that the liquidity pool sells. */
  onSale: bigint;
  /** The deposit fee in basis points; zero where nobody can receive it. */
  fee: number;
  /** The referrer's part of the fee in basis points. */
  referralShare: number;
}

/** Who gets which tokens for a deposit, and where its lamports go. */
export interface DepositPlan {
  /** Lamports that buy tokens of the liquidity pool. */
  lamportsToLiquidity: bigint;
  /** Tokens that they buy. */
  tokensFromLiquidity: bigint;
  /** Tokens minted to the depositor. */
  depositor: bigint;
  /** Tokens minted to the treasury. */
  treasury: bigint;
  /** Tokens minted to the referrer. */
  referrer: bigint;
}

/**
 * Tokens for `lamports`. First those on sale are bought, without fee; the rest is minted: floored, the fee ceiled, the
 * referrer's share of it floored.
 */
export function planDeposit({ ask, onSale, fee: feeBps, referralShare }: DepositTerms, lamports: bigint): DepositPlan {
  const all = tokensFor(ask, lamports);
  const bought = min(all, onSale);
  // Lamports too few for a single token buy none: they are not given away.
  const needed = (): bigint => (all <= onSale ? lamports : min(lamportsBacking(ask, onSale), lamports));
  const paid = bought === 0n ? 0n : needed();
  const { net, fee } = charge(tokensFor(ask, minus(lamports, paid)), feeBps);
  const referrer = floorOf(referralShare, fee);
  return {
    lamportsToLiquidity: paid,
    tokensFromLiquidity: bought,
    depositor: net,
    treasury: minus(fee, referrer),
    referrer,
  };
}

/** All tokens that are minted. */
export function minted({ depositor, treasury, referrer }: DepositPlan): bigint {
  return plus(plus(depositor, treasury), referrer);
}

/** What the depositor receives. */
export function received({ depositor, tokensFromLiquidity }: DepositPlan): bigint {
  return plus(depositor, tokensFromLiquidity);
}

/** What `lamports` pay over the true price of the tokens that they buy, the fee's included; floored. */
export function premium(plan: DepositPlan, lamports: bigint, bid: Price): bigint {
  const tokens = plus(minted(plan), plan.tokensFromLiquidity);
  return saturatingMinus(lamports, lamportsBacking(bid, tokens));
}
