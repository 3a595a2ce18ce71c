import type { Method } from "../rpc/method";
import { moment } from "./moment";

/** Goes to the first slot of the epoch after `epochs` (1) more. Each that ends brings the chain's rewards, if it pays any. */
export const localnet_passEpochs: Method = (node, params) => {
  const epochs = params.config(0).only("epochs").u64("epochs") ?? 1n;
  for (let passed = 0n; passed < epochs; passed++) node.ticker.passEpoch();
  return moment(node);
};
