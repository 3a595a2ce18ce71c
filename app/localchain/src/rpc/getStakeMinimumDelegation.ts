import { withContext } from "../server/node";
import type { Method } from "./method";

export const getStakeMinimumDelegation: Method = (node, params) =>
  withContext(node.viewFor(params.config(0)).slot, node.chain.minimumDelegation());
