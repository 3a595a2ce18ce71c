import { checkBlock } from "../node/blocks";
import type { Method } from "./method";

export const getBlockTime: Method = (node, params) => {
  const slot = params.u64(0);
  checkBlock(node, slot, node.heads.at("confirmed"));
  return node.chain.unixTimeAt(slot);
};
