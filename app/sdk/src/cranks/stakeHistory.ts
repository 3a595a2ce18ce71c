// The stake history for whoever has stake accounts of their own. A file by itself: the client needs none of it.
import { fetchRound } from "../accounts/round";
import type { StakeAccount } from "../accounts/stakeAccount";
import { LATEST_HISTORY, type StakeHistory } from "../accounts/stakeHistory";
import type { ChainReader } from "../nodes/chain";
import { historyOf } from "./validator";

/**
 * Reads the stake history as far as these stake accounts need it in an epoch, in slices. For what they are doing see `phaseOf`, and
 * `coolingOf` for how long they still do.
 *
 * @example
 * ```ts
 * import { fetchClock, fetchStakeAccount } from "@truestake/sdk";
 * import { fetchStakeHistoryFor } from "@truestake/sdk/operators";
 *
 * const [{ epoch }, account] = await Promise.all([fetchClock(connection), fetchStakeAccount(connection, stake)]);
 * const stakeHistory = await fetchStakeHistoryFor(connection, epoch, [account]);
 * ```
 */
export async function fetchStakeHistoryFor(
  reader: ChainReader,
  epoch: bigint,
  accounts: (StakeAccount | undefined)[],
): Promise<StakeHistory> {
  const [latest] = (await fetchRound(reader, [LATEST_HISTORY])).accounts;
  return historyOf(reader, latest, epoch, accounts);
}
