import { setTimeout as sleep } from "node:timers/promises";
import { StakeProgram } from "@solana/web3.js";
import { isError } from "@truestake/sdk";

/** The stake program's own EpochRewardsActive. */
const STAKE_ERROR = 16;

function isRefused(error: unknown): boolean {
  if (isError(error, "EpochRewardsActive")) return true;
  const isOther = isError(error, "SimulationFailed", "TransactionFailed") && error.code === STAKE_ERROR;
  return isOther && error.message.startsWith(StakeProgram.programId.toBase58());
}

/**
 * Does something again where an epoch that has just begun pays its rewards out: it has been refused, whole. The SDK's actions wait by
 * themselves, but for those that look at no pool first: its creation, and transactions of one's own.
 */
export async function betweenRewards<Result>(action: () => Promise<Result>, seconds = 60): Promise<Result> {
  const deadline = Date.now() + seconds * 1_000;
  for (;;) {
    try {
      return await action();
    } catch (error) {
      if (!isRefused(error) || Date.now() > deadline) throw error;
      await sleep(50);
    }
  }
}
