/** `Math.min` of bigints. */
export function least(first: bigint, ...others: bigint[]): bigint {
  return others.reduce((least, each) => (each < least ? each : least), first);
}
