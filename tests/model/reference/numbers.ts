// Numbers of the model: unbounded integers, and what its parts share.

export const BPS = 10_000n;
/** One in parts per billion, in which idle rates are. */
export const PPB = 1_000_000_000n;

export function floorDiv(a: bigint, b: bigint, d: bigint): bigint {
  return (a * b) / d;
}

export function ceilDiv(a: bigint, b: bigint, d: bigint): bigint {
  return (a * b + d - 1n) / d;
}

export const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);
export const most = (a: bigint, b: bigint): bigint => (a > b ? a : b);
export const positive = (a: bigint): bigint => (a > 0n ? a : 0n);

/** `total ÷ supply`. */
export interface ModelPrice {
  total: bigint;
  supply: bigint;
}

export function isHigher(a: ModelPrice, b: ModelPrice): boolean {
  return a.total * b.supply > b.total * a.supply;
}

/** What is in force, and what comes into force with the pool's update number `from`. */
export interface ModelScheduled<T> {
  now: T;
  next: T | undefined;
  from: bigint;
}

export function inForce<T>({ now, next, from }: ModelScheduled<T>, updates: bigint): T {
  return next !== undefined && updates >= from ? next : now;
}

/** What will be in force in the end. */
export function coming<T>({ now, next }: ModelScheduled<T>): T {
  return next ?? now;
}
