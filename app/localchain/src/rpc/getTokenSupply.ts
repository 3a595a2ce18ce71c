import { uiAmount } from "../inProcess/tokenBalances";
import { withContext } from "../node/node";
import { mintAccount } from "../server/tokens";
import type { Method } from "./method";

export const getTokenSupply: Method = (node, params) => {
  const address = params.address(0);
  const view = node.viewFor(params.config(1));
  const { data } = mintAccount(view, address);
  return withContext(view.slot, uiAmount(data.readBigUInt64LE(36), data.readUInt8(44)));
};
