import type { Method } from "../rpc/method";
import { invalidParams } from "../server/errors";

const MOST = 60_000n;

/** Changes how long a slot takes from now on; with 0 time stands still until it is moved. */
export const localnet_setSlotMilliseconds: Method = (node, params) => {
  const milliseconds = params.config(0).only("milliseconds").u64("milliseconds");
  if (milliseconds === undefined || milliseconds > MOST) throw invalidParams(`milliseconds: 0 to ${MOST}`);
  node.ticker.start(Number(milliseconds));
  return { slotMilliseconds: milliseconds };
};
