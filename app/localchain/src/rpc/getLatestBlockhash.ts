import { withContext } from "../node/node";
import type { Method } from "./method";

export const getLatestBlockhash: Method = (node, params) => {
  const { slot } = node.viewFor(params.config(0));
  const { blockhash, last } = node.chain.blockhashOf(slot);
  return withContext(slot, { blockhash, lastValidBlockHeight: last });
};
