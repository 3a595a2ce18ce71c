import type { PoolSnapshot } from "../accounts/snapshot";
import { MINIMUM_DEPOSIT_LAMPORTS } from "../constants";
import { programError, withProgramErrors } from "../errors";
import { planDeposit } from "../math/deposit";
import type { Price } from "../math/price";
import { minus, plus } from "../math/units";
import { priceAt } from "./books";
import { requireFresh, requireRunning } from "./fresh";
import { releasedTokens } from "./liquidity";

export interface DepositQuote {
  /** Tokens that the depositor receives, floored: bought and minted. */
  tokens: bigint;
  /** Lamports that buy tokens of the liquidity pool; they refill its SOL, without fee. */
  lamportsToLiquidity: bigint;
  /** Part of `tokens` that they buy. */
  tokensFromLiquidity: bigint;
  /** Tokens of the deposit fee, ceiled: the treasury's and the referrer's. */
  feeTokens: bigint;
  treasuryTokens: bigint;
  referrerTokens: bigint;
  price: Price;
}

/**
 * What a deposit of `lamports` gives in the snapshot's slot, to the unit. A later slot gives a little less, while
 * rewards are being released; so it does, by the fee, when somebody else has bought the liquidity pool's tokens. Throws the error that the program would refuse with.
 */
export function quoteDepositSol(
  snapshot: Pick<PoolSnapshot, "pool" | "clock" | "liquidity" | "treasuryReceives" | "mintSupply">,
  { lamports, referred = false }: { lamports: bigint; referred?: boolean },
): DepositQuote {
  const { pool, clock, treasuryReceives, mintSupply } = snapshot;
  if (lamports === 0n) throw programError("ZeroAmount");
  if (lamports < MINIMUM_DEPOSIT_LAMPORTS) throw programError("DepositTooSmall");
  requireFresh(snapshot);
  requireRunning(snapshot);
  if (mintSupply > pool.supply) throw programError("SupplyAboveBooks");
  return withProgramErrors(() => {
    const price = priceAt(pool, clock.slot);
    const fee = treasuryReceives ? pool.fees.deposit : 0;
    const onSale = snapshot.liquidity ? releasedTokens(snapshot.liquidity, clock) : 0n;
    const plan = planDeposit(lamports, price, onSale, fee, referred ? pool.fees.referralShare : 0);
    const tokens = plus(plan.depositor, plan.tokensFromLiquidity);
    if (tokens === 0n) throw programError("ZeroResult");
    const deposited = minus(lamports, plan.lamportsToLiquidity);
    if (deposited > 0n && plus(price.total, deposited) > pool.depositCap) throw programError("DepositCapExceeded");
    return {
      tokens,
      lamportsToLiquidity: plan.lamportsToLiquidity,
      tokensFromLiquidity: plan.tokensFromLiquidity,
      feeTokens: plan.treasury + plan.referrer,
      treasuryTokens: plan.treasury,
      referrerTokens: plan.referrer,
      price,
    };
  });
}
