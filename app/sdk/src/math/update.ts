import { ceilOf, feeTokens as tokensOfFee } from "./fee";
import { higherOf, lamportsBacking, lamportsFor, type Price } from "./price";
import { isMathError, min, minus, plus, saturatingMinus, U64_MAX } from "./units";

/** The books as the last update left them, and what was measured since. */
export interface EpochInput {
  /** Lamports that back the tokens now: all held, less `unreleased`, before gains and losses. */
  total: bigint;
  /** Rewards of earlier epochs still held back. */
  unreleased: bigint;
  /** Tokens the books know. */
  supply: bigint;
  /** Tokens the mint has issued; fewer after a burn from outside. */
  minted: bigint;
  /** Lamports gained since the last update, with what those who left since did not take with them. */
  gain: bigint;
  loss: bigint;
  /** The highest price, all released, that the fee was settled at so far. */
  mark: Price;
  /** The reward fee in basis points; zero when nobody can receive it. */
  fee: number;
}

/** The books after the update. */
export interface EpochPlan {
  total: bigint;
  unreleased: bigint;
  supply: bigint;
  mark: Price;
  /** The part of the gain that the fee was charged on. */
  taxable: bigint;
  /** What the fee tokens will be worth when everything is released. */
  fee: bigint;
  /** Tokens to mint to the treasury. */
  feeTokens: bigint;
  /** Tokens that somebody burned with the token program. */
  burned: bigint;
}

/**
 * Settles an epoch: a gain pays the fee on what lies above the mark and is released later; a loss eats the unreleased first,
 * then the price.
 */
export function settleEpoch(input: EpochInput): EpochPlan {
  const before: Price = { total: input.total, supply: input.supply };
  const mark = higherOf(input.mark, { total: plus(input.total, input.unreleased), supply: input.supply });

  const supply = min(input.supply, input.minted);
  const burned = input.supply - supply;
  const burnedValue = lamportsFor(before, burned);
  const total = minus(input.total, burnedValue);
  const gain = plus(input.gain, burnedValue);

  if (input.loss > gain) {
    const loss = input.loss - gain;
    const eaten = min(input.unreleased, loss);
    return {
      total: minus(total, loss - eaten),
      unreleased: input.unreleased - eaten,
      supply,
      mark,
      taxable: 0n,
      fee: 0n,
      feeTokens: 0n,
      burned,
    };
  }

  const net = gain - input.loss;
  const gross = plus(plus(total, input.unreleased), net);
  // A mark out of all proportion (after a near-total loss) is a deficit that no gain makes up for.
  const free = orElse(() => lamportsBacking(mark, supply), U64_MAX);
  const taxable = min(saturatingMinus(gross, free), net);
  const { fee, feeTokens } = charge(input.fee, taxable, gross, supply);
  const backing = lamportsBacking({ total, supply }, feeTokens);
  const after = plus(supply, feeTokens);

  return {
    total: plus(total, backing),
    unreleased: minus(plus(input.unreleased, net), backing),
    supply: after,
    mark: higherOf(mark, { total: gross, supply: after }),
    taxable,
    fee,
    feeTokens,
    burned,
  };
}

/**
 * The reward fee in both units; nothing where the tokens would not fit the mint, or where the fee is all that there is: an
 * update never fails.
 */
function charge(rate: number, taxable: bigint, gross: bigint, supply: bigint): { fee: bigint; feeTokens: bigint } {
  const none = { fee: 0n, feeTokens: 0n };
  return orElse(() => {
    const fee = ceilOf(rate, taxable);
    if (fee === 0n) return none;
    const feeTokens = tokensOfFee(fee, gross, supply);
    plus(supply, feeTokens);
    return { fee, feeTokens };
  }, none);
}

function orElse<T>(compute: () => T, otherwise: T): T {
  try {
    return compute();
  } catch (error) {
    if (isMathError(error)) return otherwise;
    throw error;
  }
}
