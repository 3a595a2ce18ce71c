// Scores under a cap: what one validator may not have goes to the others, in proportion.

const BPS = 10_000n;

export interface Filled {
  scores: bigint[];
  /** Places of those whose cap binds. */
  clipped: Set<number>;
  /** Whether the caps hold. They cannot where there are too few validators: then all that have any get the same. */
  holds: boolean;
}

/**
 * Lowers the largest scores until nobody's share of the sum is above `cap` basis points. Who is clipped gets ⌊c·W ÷ (1 − k·c)⌋,
 * with W the sum of the k clipped ones' others: as much as makes a share of c. The others keep their scores, so their shares rise
 * in proportion; and since their scores are whole and no larger, the floor lets none of them over the cap either.
 */
export function filled(weights: readonly bigint[], cap: number): Filled {
  const order = weights
    .map((weight, place) => ({ weight, place }))
    .filter(({ weight }) => weight > 0n)
    .sort((a, b) => (a.weight === b.weight ? a.place - b.place : a.weight > b.weight ? -1 : 1));
  const share = BigInt(cap);
  const scores = [...weights];
  const clipped = new Set<number>();
  if (order.length === 0) return { scores, clipped, holds: true };
  let rest = order.reduce((sum, { weight }) => sum + weight, 0n);
  for (const [at, { weight }] of order.entries()) {
    // What is left for those from here on, and whether the largest of them would have more than its cap of all.
    const left = BPS - share * BigInt(at);
    if (left > 0n && weight * left <= share * rest) {
      const most = (share * rest) / left;
      for (const { place } of order.slice(0, at)) {
        scores[place] = most;
        clipped.add(place);
      }
      return { scores, clipped, holds: true };
    }
    if (left <= 0n) break;
    rest -= weight;
  }
  const least = (order.at(-1) as { weight: bigint }).weight;
  for (const { place } of order) {
    scores[place] = least;
    clipped.add(place);
  }
  // Equal parts are just right where they are no larger than the cap.
  return { scores, clipped, holds: share * BigInt(order.length) >= BPS };
}
