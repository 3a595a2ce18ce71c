// The rules of programs/example-lender: a loan against the token, its interest, and what a liquidator pays and receives.
import { floorOf } from "../math/fee";
import { mulDivCeil } from "../math/mulDiv";
import { lamportsBacking, lamportsFor, type Price, tokensFor } from "../math/price";
import { isMathError, min, minus, plus, WHOLE_BPS } from "../math/units";

/** A market's terms, as far as a loan follows from them. */
export interface LendingTerms {
  /** Most that can be borrowed, of the collateral's worth; basis points. */
  loanToValue: number;
  /** Debt over this part of the collateral's worth can be liquidated; basis points. */
  liquidationThreshold: number;
  /** What a liquidator receives over the payment; basis points. */
  liquidationBonus: number;
  /** Cost of every epoch begun; millionths of the principal. */
  interest: number;
}

/** Collateral and debt. */
export interface Position {
  tokens: bigint;
  /** What was lent and is not repaid, in lamports. */
  principal: bigint;
  /** Interest on that; it bears none itself. */
  interest: bigint;
}

const MILLION = 1_000_000n;

export const debtOf = ({ principal, interest }: Position): bigint => plus(principal, interest);

/** Most debt that tokens let somebody take, floored. */
export function borrowLimit({ loanToValue }: LendingTerms, tokens: bigint, price: Price): bigint {
  return floorOf(loanToValue, lamportsFor(price, tokens));
}

/** Most debt that tokens keep from liquidation, floored. */
export function liquidationLimit({ liquidationThreshold }: LendingTerms, tokens: bigint, price: Price): bigint {
  return floorOf(liquidationThreshold, lamportsFor(price, tokens));
}

/** The position with the interest of some epochs, ceiled. */
export function accrued(position: Position, { interest: rate }: LendingTerms, epochs: number): Position {
  const more = mulDivCeil(position.principal, BigInt(rate) * BigInt(epochs), MILLION);
  return { ...position, interest: plus(position.interest, more) };
}

/** The position with another loan, and its interest of the epoch that has begun. */
export function lent(position: Position, { interest: rate }: LendingTerms, lamports: bigint): Position {
  const first = mulDivCeil(lamports, BigInt(rate), MILLION);
  return {
    ...position,
    principal: plus(position.principal, lamports),
    interest: plus(position.interest, first),
  };
}

/** What a liquidator pays and receives. */
export interface Seizure {
  paid: bigint;
  tokens: bigint;
}

/** What `offered` lamports seize: tokens worth them and the bonus, floored. Where there are fewer, all, for what pays for them, ceiled. */
export function seize(
  { liquidationBonus }: LendingTerms,
  { tokens: collateral }: Position,
  offered: bigint,
  price: Price,
): Seizure {
  const value = plus(offered, floorOf(liquidationBonus, offered));
  const tokens = orMore(() => tokensFor(price, value));
  if (tokens !== undefined && tokens <= collateral) return { paid: offered, tokens };
  const worth = lamportsBacking(price, collateral);
  const paid = mulDivCeil(worth, BigInt(WHOLE_BPS), BigInt(WHOLE_BPS + liquidationBonus));
  return { paid: min(offered, paid), tokens: collateral };
}

/** The tokens; undefined where they are more than any number holds. */
function orMore(compute: () => bigint): bigint | undefined {
  try {
    return compute();
  } catch (error) {
    if (isMathError(error) && (error as { name?: string }).name === "Overflow") return undefined;
    throw error;
  }
}

/** What is left after a liquidation: interest is paid first, then principal. */
export function afterSeizure(position: Position, { paid, tokens }: Seizure): Position {
  const interest = min(paid, position.interest);
  return {
    tokens: minus(position.tokens, tokens),
    principal: minus(position.principal, paid - interest),
    interest: position.interest - interest,
  };
}
