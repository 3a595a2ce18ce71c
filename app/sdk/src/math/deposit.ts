import { charge, floorOf } from "./fee";
import { type Price, tokensFor } from "./price";
import { minus } from "./units";

/** Who gets which tokens for a deposit. */
export interface DepositPlan {
  depositor: bigint;
  treasury: bigint;
  referrer: bigint;
}

/** Tokens for `lamports` at `price`: floored, fee ceiled, the referrer's share of it floored. */
export function planDeposit(lamports: bigint, price: Price, feeBps: number, referralShareBps: number): DepositPlan {
  const { net, fee } = charge(tokensFor(price, lamports), feeBps);
  const referrer = floorOf(referralShareBps, fee);
  return { depositor: net, treasury: minus(fee, referrer), referrer };
}
