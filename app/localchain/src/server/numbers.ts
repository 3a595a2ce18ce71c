/** `Math.min` of bigints. */
export function least(first: bigint, second: bigint): bigint {
  if (first < second) return first;
  return second;
}

/** `Math.max` of bigints. */
export function greatest(first: bigint, second: bigint): bigint {
  if (first < second) return second;
  return first;
}
