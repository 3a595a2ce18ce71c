// What takes effect with a later epoch update. The program keeps both values and never turns one into the other: which is
// in force follows from the pool's `updates`.

/** A value of now, and one that takes its place from the pool's update number `fromUpdate` on; 0 when nothing waits. */
export interface Scheduled<T> {
  now: T;
  next: T;
  fromUpdate: bigint;
}

/**
 * What is in force at the pool's update number `updates`.
 *
 * @example
 * ```ts
 * const fees = inForce(pool.fees, pool.updates);
 * ```
 */
export function inForce<T>({ now, next, fromUpdate }: Scheduled<T>, updates: bigint): T {
  return fromUpdate !== 0n && updates >= fromUpdate ? next : now;
}

/**
 * What will be in force once nothing waits any more.
 *
 * @example
 * ```ts
 * const fees = coming(pool.fees);
 * ```
 */
export function coming<T>({ now, next, fromUpdate }: Scheduled<T>): T {
  return fromUpdate === 0n ? now : next;
}

/**
 * Whether something waits.
 *
 * @example
 * ```ts
 * if (isPending(pool.fees, pool.updates)) console.log(coming(pool.fees));
 * ```
 */
export function isPending({ fromUpdate }: Scheduled<unknown>, updates: bigint): boolean {
  return updates < fromUpdate;
}
