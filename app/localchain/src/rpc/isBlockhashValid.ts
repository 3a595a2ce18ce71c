import { withContext } from "../node/node";
import type { Method } from "./method";

export const isBlockhashValid: Method = (node, params) => {
  const blockhash = params.address(0).toBase58();
  const { slot, height } = node.viewFor(params.config(1));
  return withContext(slot, node.chain.knowsBlockhash(blockhash, height));
};
