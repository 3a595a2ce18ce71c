import { encodeAccount, formatFrom } from "../encoding/account";
import { withContext } from "../node/node";
import type { Method } from "./method";

export const getAccountInfo: Method = (node, params) => {
  const [address, config] = [params.address(0), params.config(1)];
  const view = node.viewFor(config);
  const format = formatFrom(config, "binary");
  const account = view.account(address);
  return withContext(view.slot, account && encodeAccount(account, format, address, (key) => view.account(key)));
};
