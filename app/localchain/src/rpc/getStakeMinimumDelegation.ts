import { withContext } from "../node/node";
import type { Method } from "./method";

export const getStakeMinimumDelegation: Method = (node, params) =>
  withContext(node.viewFor(params.config(0)).slot, node.chain.minimumDelegation());
