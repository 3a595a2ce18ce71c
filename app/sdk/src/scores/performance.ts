// Credits against the network's stake-weighted mean.
import { type Facts, isKnown, type Known, type Network, stakeOf, UNKNOWN } from "./snapshot";

/** Parts that performance is counted in: a million is the mean. */
export const MEAN_PPM = 1_000_000n;

/** Most credits that a vote can earn: whoever has more is paid under Alpenglow's rules, where credits go by stake. */
const MOST_CREDITS_PER_SLOT = 16n;

/** The mean of an epoch, as a fraction that is not divided yet: `product ÷ stake`. */
export type Mean = Known<{ product: bigint; stake: bigint }>;

/**
 * The mean of each of the network's epochs, weighted by the stake of now. An epoch in which anybody has more credits than votes
 * can earn is unknown: credits are lamports there, and say nothing of how well somebody votes.
 */
export function meansOf({ validators, epochs, slotsInEpoch }: Network): Mean[] {
  return epochs.map((_, at): Mean => {
    let [product, stake] = [0n, 0n];
    for (const each of validators) {
      const credits = each.credits[at] ?? UNKNOWN;
      if (!isKnown(credits)) continue;
      if (credits > MOST_CREDITS_PER_SLOT * slotsInEpoch) return UNKNOWN;
      product += stakeOf(each) * credits;
      stake += stakeOf(each);
    }
    return product === 0n ? UNKNOWN : { product, stake };
  });
}

/** A validator's credits in parts of a million of each epoch's mean. */
export function ratiosOf({ credits }: Facts, means: readonly Mean[]): Known<bigint>[] {
  return means.map((mean, at) => {
    const own = credits[at] ?? UNKNOWN;
    return isKnown(mean) && isKnown(own) ? (own * mean.stake * MEAN_PPM) / mean.product : UNKNOWN;
  });
}

/** The median of what is known; between the two in the middle where they are two. */
export function medianOf(values: readonly Known<bigint>[]): Known<bigint> {
  const sorted = values.filter(isKnown).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  if (sorted.length === 0) return UNKNOWN;
  const [low, high] = [sorted[(sorted.length - 1) >> 1] as bigint, sorted[sorted.length >> 1] as bigint];
  return (low + high) / 2n;
}
