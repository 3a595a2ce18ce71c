export const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);
export const most = (a: bigint, b: bigint): bigint => (a > b ? a : b);
/** How much `a` is over `b`; 0 when it is not. */
export const over = (a: bigint, b: bigint): bigint => most(a - b, 0n);
