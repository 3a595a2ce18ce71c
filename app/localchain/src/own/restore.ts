import type { Method } from "../rpc/method";
import { invalidParams } from "../server/errors";
import { moment } from "./moment";

/** Comes back to the state `id` of localnet_snapshot, as often as one likes. Time goes back too. */
export const localnet_restore: Method = (node, params) => {
  const id = params.config(0).only("id").u64("id");
  const snapshot = node.snapshots[Number(id ?? -1n)];
  if (!snapshot) throw invalidParams(`id: there are ${node.snapshots.length} snapshots`);
  node.restore(snapshot);
  return moment(node);
};
