import { encodeAccount, formatFrom } from "../encoding/account";
import { withContext } from "../node/node";
import { invalidParams } from "../server/errors";
import type { Method } from "./method";

const MOST = 100;

export const getMultipleAccounts: Method = (node, params) => {
  const [addresses, config] = [params.addresses(0), params.config(1)];
  if (addresses.length > MOST) {
    throw invalidParams(`Too many inputs provided; max ${MOST}, got ${addresses.length}`);
  }
  const view = node.viewFor(config);
  const format = formatFrom(config, "base64");
  const values = addresses.map((address) => {
    const account = view.account(address);
    return account && encodeAccount(account, format, address, (key) => view.account(key));
  });
  return withContext(view.slot, values);
};
