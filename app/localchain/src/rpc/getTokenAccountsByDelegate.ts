import { encodeAccount, formatFrom } from "../encoding/account";
import { withContext } from "../node/node";
import { keyAt, OFFSET, tokenAccounts } from "../server/tokens";
import type { Method } from "./method";

export const getTokenAccountsByDelegate: Method = (node, params) => {
  const [delegate, config] = [params.address(0), params.config(2)];
  const view = node.viewFor(config);
  const format = formatFrom(config, "binary");
  const found = tokenAccounts(view, params.at(1)).filter(
    ({ account }) =>
      account.data.readUInt32LE(OFFSET.hasDelegate) === 1 && keyAt(account, OFFSET.delegate).equals(delegate),
  );
  return withContext(
    view.slot,
    found.map(({ address, account }) => ({
      account: encodeAccount(account, format, address, (key) => view.account(key)),
      pubkey: address.toBase58(),
    })),
  );
};
