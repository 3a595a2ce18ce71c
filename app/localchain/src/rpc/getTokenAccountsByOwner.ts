import { encodeAccount, formatFrom } from "../encoding/account";
import { withContext } from "../node/node";
import { keyAt, OFFSET, tokenAccounts } from "../server/tokens";
import type { Method } from "./method";

export const getTokenAccountsByOwner: Method = (node, params) => {
  const [owner, config] = [params.address(0), params.config(2)];
  const view = node.viewFor(config);
  const format = formatFrom(config, "binary");
  const found = tokenAccounts(view, params.at(1)).filter(({ account }) => keyAt(account, OFFSET.owner).equals(owner));
  return withContext(
    view.slot,
    found.map(({ address, account }) => ({
      account: encodeAccount(account, format, address, (key) => view.account(key)),
      pubkey: address.toBase58(),
    })),
  );
};
