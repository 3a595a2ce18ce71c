import type { Method } from "../rpc/method";

/** Has the node say that it is so many `slots` behind the others, as a slow one does; healthy again without `slots`. */
export const localnet_setBehind: Method = (node, params) => {
  node.behindBy = params.config(0).only("slots").u64("slots");
  return null;
};
