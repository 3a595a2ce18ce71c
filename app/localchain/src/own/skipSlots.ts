import type { Method } from "../rpc/method";
import { moment } from "./moment";

/** Lets `slots` (1) pass in which no block is made, and one with a block: the block height falls behind the slot. */
export const localnet_skipSlots: Method = (node, params) => {
  node.ticker.skip(params.config(0).only("slots").u64("slots") ?? 1n);
  return moment(node);
};
