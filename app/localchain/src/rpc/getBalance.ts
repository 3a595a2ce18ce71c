import { withContext } from "../node/node";
import type { Method } from "./method";

export const getBalance: Method = (node, params) => {
  const address = params.address(0);
  const view = node.viewFor(params.config(1));
  return withContext(view.slot, view.account(address)?.lamports ?? 0n);
};
