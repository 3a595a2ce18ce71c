import type { PoolSnapshot } from "../accounts/snapshot";
import { type ProgramErrorName, programError } from "../errors";

/** What the program would refuse with, when the price cannot be used now. */
export function staleness({ pool, clock }: Pick<PoolSnapshot, "pool" | "clock">): ProgramErrorName | undefined {
  if (clock.rewardsActive) return "EpochRewardsActive";
  return pool.lastUpdateEpoch === clock.epoch ? undefined : "PoolOutOfDate";
}

/** Throws what the program would refuse with, when the price cannot be used now. */
export function requireFresh(snapshot: Pick<PoolSnapshot, "pool" | "clock">): void {
  const stale = staleness(snapshot);
  if (stale) throw programError(stale);
}

/** Throws what the program would refuse with while the pool is paused. */
export function requireRunning({ pool, clock }: Pick<PoolSnapshot, "pool" | "clock">): void {
  if (clock.unixTimestamp < pool.pausedUntil) throw programError("Paused");
}
