import { feesOf } from "../accounts/pool";
import type { PoolSnapshot } from "../accounts/snapshot";
import { programError } from "../errors";
import { MINIMUM_DEPOSIT_LAMPORTS } from "../layout/constants";
import { planDeposit, premium, received } from "../math/deposit";
import type { Price } from "../math/price";
import { minus, plus } from "../math/units";
import { askAt, priceAt, withReserve } from "./books";
import { requireFresh, requireRunning } from "./fresh";
import { releasedTokens } from "./liquidity";

export interface DepositQuote {
  /** Tokens that the depositor receives, floored: bought and minted. */
  tokens: bigint;
  /**
   * Lamports that are paid over the true price of all tokens, floored. They come back to the tokens as what is known now is
   * released: nobody who comes late takes what others earned.
   */
  premium: bigint;
  /** Lamports that buy tokens of the liquidity pool; they refill its SOL, without fee. */
  lamportsToLiquidity: bigint;
  /** Part of `tokens` that they buy. */
  tokensFromLiquidity: bigint;
  /** Tokens of the deposit fee, ceiled: the treasury's and the referrer's. */
  feeTokens: bigint;
  treasuryTokens: bigint;
  referrerTokens: bigint;
  /** The true price, at which tokens leave. */
  price: Price;
  /** What the tokens cost: more in a larger deposit, where its SOL finds no place with validators in this epoch. */
  ask: Price;
}

/**
 * What a deposit of `lamports` gives in the snapshot's slot, to the unit. Another slot gives as much while nothing happens,
 * less when a gain is measured or somebody else has bought the liquidity pool's tokens, by the fee. Throws the error that the
 * program would refuse with.
 *
 * @example
 * ```ts
 * const { tokens, premium } = quoteDepositSol(snapshot, { lamports: 5_000_000_000n });
 * ```
 */
export function quoteDepositSol(
  snapshot: Pick<
    PoolSnapshot,
    "pool" | "clock" | "liquidity" | "treasuryReceives" | "mintSupply" | "reserveBalance" | "reserveRent"
  >,
  { lamports, referred = false }: { lamports: bigint; referred?: boolean },
): DepositQuote {
  const { clock, treasuryReceives, mintSupply } = snapshot;
  if (lamports === 0n) throw programError("ZeroAmount");
  if (lamports < MINIMUM_DEPOSIT_LAMPORTS) throw programError("DepositTooSmall");
  requireFresh(snapshot);
  requireRunning(snapshot);
  if (mintSupply > snapshot.pool.supply) throw programError("SupplyAboveBooks");
  const pool = withReserve(snapshot);
  const fees = feesOf(pool);
  const onSale = snapshot.liquidity ? releasedTokens(snapshot.liquidity, clock) : 0n;
  const [ask, price] = [askAt(pool, clock, lamports), priceAt(pool, clock.slot)];
  const fee = treasuryReceives ? fees.deposit : 0;
  const plan = planDeposit({ ask, onSale, fee, referralShare: referred ? fees.referralShare : 0 }, lamports);
  const tokens = received(plan);
  if (tokens === 0n) throw programError("ZeroResult");
  const deposited = minus(lamports, plan.lamportsToLiquidity);
  if (deposited > 0n && plus(price.total, deposited) > pool.depositCap) throw programError("DepositCapExceeded");
  return {
    tokens,
    premium: premium(plan, lamports, price),
    lamportsToLiquidity: plan.lamportsToLiquidity,
    tokensFromLiquidity: plan.tokensFromLiquidity,
    feeTokens: plan.treasury + plan.referrer,
    treasuryTokens: plan.treasury,
    referrerTokens: plan.referrer,
    price,
    ask,
  };
}
