/** Random numbers from 0 to 1, 1 excluded. */
export type Random = () => number;

/**
 * Random numbers that follow from a seed (mulberry32): the same in every browser and in Node.
 *
 * @example
 * ```ts
 * const random = randomOf(7);
 * console.log(random(), random());
 * ```
 */
export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const SCALE = 2 ** 32;

/** A whole number from 0 to `most`, both included. */
export function below(random: Random, most: bigint): bigint {
  // Two draws: 64 bits are enough for any amount.
  const draw = BigInt(Math.floor(random() * SCALE)) * BigInt(SCALE) + BigInt(Math.floor(random() * SCALE));
  return (draw * (most + 1n)) >> 64n;
}

/** The value at a percentile, 0 to 100, of some values: the smallest that at least so many of them do not exceed. */
export function percentile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((part * sorted.length) / 100) - 1)] ?? Number.NaN;
}
