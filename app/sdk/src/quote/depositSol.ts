import type { PoolSnapshot } from "../accounts/snapshot";
import { MINIMUM_DEPOSIT_LAMPORTS } from "../constants";
import { programError, withProgramErrors } from "../errors";
import { planDeposit } from "../math/deposit";
import type { Price } from "../math/price";
import { plus } from "../math/units";
import { priceAt } from "./books";
import { requireFresh } from "./fresh";

export interface DepositQuote {
  /** Tokens that the depositor receives, floored. */
  tokens: bigint;
  /** Tokens of the deposit fee, ceiled: the treasury's and the referrer's. */
  feeTokens: bigint;
  treasuryTokens: bigint;
  referrerTokens: bigint;
  price: Price;
}

/**
 * What a deposit of `lamports` gives in the snapshot's slot, to the unit. A later slot gives a little less, while
 * rewards are being released. Throws the error that the program would refuse with.
 */
export function quoteDepositSol(
  snapshot: Pick<PoolSnapshot, "pool" | "clock" | "treasuryReceives" | "mintSupply">,
  { lamports, referred = false }: { lamports: bigint; referred?: boolean },
): DepositQuote {
  const { pool, clock, treasuryReceives, mintSupply } = snapshot;
  if (lamports === 0n) throw programError("ZeroAmount");
  if (lamports < MINIMUM_DEPOSIT_LAMPORTS) throw programError("DepositTooSmall");
  requireFresh(snapshot);
  if (clock.unixTimestamp < pool.pausedUntil) throw programError("Paused");
  if (mintSupply > pool.supply) throw programError("SupplyAboveBooks");
  return withProgramErrors(() => {
    const price = priceAt(pool, clock.slot);
    if (plus(price.total, lamports) > pool.depositCap) throw programError("DepositCapExceeded");
    const fee = treasuryReceives ? pool.fees.deposit : 0;
    const plan = planDeposit(lamports, price, 0n, fee, referred ? pool.fees.referralShare : 0);
    if (plan.depositor === 0n) throw programError("ZeroResult");
    return {
      tokens: plan.depositor,
      feeTokens: plan.treasury + plan.referrer,
      treasuryTokens: plan.treasury,
      referrerTokens: plan.referrer,
      price,
    };
  });
}
