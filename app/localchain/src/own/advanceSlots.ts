import type { Method } from "../rpc/method";
import { moment } from "./moment";

/** Lets `slots` (1) pass at once, over an epoch's end if they reach it. */
export const localnet_advanceSlots: Method = (node, params) => {
  node.ticker.advance(params.config(0).only("slots").u64("slots") ?? 1n);
  return moment(node);
};
