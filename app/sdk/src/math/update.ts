import { ceilOf, feeTokens as tokensOfFee } from "./fee";
import { comparePrices, lamportsBacking, lamportsFor, type Price } from "./price";
import { MathError, min, minus, plus, saturatingMinus, U64_MAX } from "./units";

/** The books as the last update left them, and what was measured since. */
export interface EpochInput {
  /** Lamports that back the tokens now, before gains and losses. */
  total: bigint;
  /** Rewards of earlier epochs still held back. */
  unreleased: bigint;
  /** Tokens the books know. */
  supply: bigint;
  /** Tokens the mint has issued; fewer after a burn from outside. */
  minted: bigint;
  gain: bigint;
  loss: bigint;
  /** The highest price of any update so far. */
  highWater: Price;
  /** As much gain is free of the fee: it was charged for and then lost before its release. */
  feeCredit: bigint;
  /** The reward fee in basis points; zero when nobody can receive it. */
  fee: number;
}

/** The books after the update. */
export interface EpochPlan {
  total: bigint;
  unreleased: bigint;
  supply: bigint;
  highWater: Price;
  feeCredit: bigint;
  /** The part of the gain that the fee was charged on. */
  taxable: bigint;
  /** What the fee tokens will be worth when everything is released. */
  fee: bigint;
  /** Tokens to mint to the treasury. */
  feeTokens: bigint;
  /** Tokens that somebody burned with the token program. */
  burned: bigint;
}

/** Settles an epoch: a gain restores losses free of the fee and is released later; a loss eats the unreleased first. */
export function settleEpoch(input: EpochInput): EpochPlan {
  const before: Price = { total: input.total, supply: input.supply };
  const highWater = comparePrices(before, input.highWater) > 0 ? before : input.highWater;

  const supply = min(input.supply, input.minted);
  const burned = minus(input.supply, supply);
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
      highWater,
      feeCredit: plus(input.feeCredit, eaten),
      taxable: 0n,
      fee: 0n,
      feeTokens: 0n,
      burned,
    };
  }

  const net = gain - input.loss;
  const held = plus(total, input.unreleased);
  // A peak out of all proportion (after a near-total loss) is a deficit that no gain makes up for.
  const peak = orElse(() => lamportsBacking(highWater, supply), U64_MAX);
  const belowPeak = min(net, saturatingMinus(peak, held));
  const recovered = plus(belowPeak, min(input.feeCredit, net - belowPeak));
  const taxable = minus(net, recovered);

  const { fee, feeTokens } = charge(input.fee, taxable, plus(held, net), supply);
  const backing = lamportsBacking({ total, supply }, feeTokens);

  return {
    total: plus(total, backing),
    unreleased: minus(plus(input.unreleased, net), backing),
    supply: plus(supply, feeTokens),
    highWater,
    feeCredit: minus(input.feeCredit, recovered - belowPeak),
    taxable,
    fee,
    feeTokens,
    burned,
  };
}

/** The reward fee in both units. Where the tokens would not fit the mint nothing is charged: an update never fails. */
function charge(rate: number, taxable: bigint, gross: bigint, supply: bigint): { fee: bigint; feeTokens: bigint } {
  const fee = ceilOf(rate, taxable);
  if (fee === 0n) return { fee, feeTokens: 0n };
  const feeTokens = tokensOfFee(fee, gross, supply);
  return supply + feeTokens > U64_MAX ? { fee: 0n, feeTokens: 0n } : { fee, feeTokens };
}

function orElse(compute: () => bigint, otherwise: bigint): bigint {
  try {
    return compute();
  } catch (error) {
    if (error instanceof MathError) return otherwise;
    throw error;
  }
}
