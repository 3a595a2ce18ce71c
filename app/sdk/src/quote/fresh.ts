import type { PoolSnapshot } from "../accounts/snapshot";
import { programError } from "../errors";

/** Throws what the program would refuse with, when the price cannot be used now. */
export function requireFresh({ pool, clock }: Pick<PoolSnapshot, "pool" | "clock">): void {
  if (clock.rewardsActive) throw programError("EpochRewardsActive");
  if (pool.lastUpdateEpoch !== clock.epoch) throw programError("PoolOutOfDate");
}

/** Throws what the program would refuse with while the pool is paused. */
export function requireRunning({ pool, clock }: Pick<PoolSnapshot, "pool" | "clock">): void {
  if (clock.unixTimestamp < pool.pausedUntil) throw programError("Paused");
}
