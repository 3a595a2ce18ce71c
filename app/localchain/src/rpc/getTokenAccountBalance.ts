import { uiAmount } from "../inProcess/tokenBalances";
import { withContext } from "../node/node";
import { keyAt, mintAccount, OFFSET, tokenAccount } from "../server/tokens";
import type { Method } from "./method";

export const getTokenAccountBalance: Method = (node, params) => {
  const address = params.address(0);
  const view = node.viewFor(params.config(1));
  const account = tokenAccount(view, address);
  const decimals = mintAccount(view, keyAt(account, OFFSET.mint)).data.readUInt8(44);
  return withContext(view.slot, uiAmount(account.data.readBigUInt64LE(OFFSET.amount), decimals));
};
