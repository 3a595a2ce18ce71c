import type { PoolSnapshot } from "../accounts/snapshot";
import type { ChainReader } from "../nodes/chain";
import { batchesOf, type MeasureBatch, measuring, type PlanOptions, WHOLE } from "./measure";
import { fetchUntidy } from "./tidy";

/**
 * Plans what puts stake accounts in order that somebody has measured in this epoch and no more: transactions that do not
 * depend on each other. None when all is in order, also while stake only cools down or activates. Looks at the accounts of
 * stake that is on its way, or at `all`.
 */
export async function planTidy(
  reader: ChainReader,
  snapshot: PoolSnapshot,
  options: Omit<PlanOptions, "measureOnly"> & { all?: boolean },
): Promise<MeasureBatch[]> {
  const records = await fetchUntidy(reader, snapshot, options);
  const { groups, instruction } = measuring(WHOLE, snapshot, options);
  return batchesOf(groups(records.map(({ index }) => index)), instruction);
}
