import { ceilOf, feeTokens as tokensOfFee } from "./fee";
import { comparePrices, lamportsBacking, lamportsFor, type Price } from "./price";
import { min, minus, plus, saturatingMinus } from "./units";

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
  const belowPeak = min(net, saturatingMinus(lamportsBacking(highWater, supply), held));
  const recovered = plus(belowPeak, min(input.feeCredit, net - belowPeak));
  const taxable = minus(net, recovered);

  const fee = ceilOf(input.fee, taxable);
  const gross = plus(held, net);
  const feeTokens = fee === 0n ? 0n : tokensOfFee(fee, gross, supply);
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
