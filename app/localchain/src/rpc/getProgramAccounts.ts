import { encodeAccount, formatFrom } from "../encoding/account";
import { withContext } from "../node/node";
import { passesAll, readFilters } from "../server/filters";
import type { Method } from "./method";

export const getProgramAccounts: Method = (node, params) => {
  const [program, config] = [params.address(0), params.config(1)];
  const filters = readFilters(config.list("filters") ?? []);
  const view = node.viewFor(config);
  const format = formatFrom(config, "binary");
  const found = view
    .accountsOf(program)
    .filter(({ account }) => passesAll(account.data, filters))
    .map(({ address, account }) => ({
      account: encodeAccount(account, format, address, (key) => view.account(key)),
      pubkey: address.toBase58(),
    }));
  return config.flag("withContext") ? withContext(view.slot, found) : found;
};
