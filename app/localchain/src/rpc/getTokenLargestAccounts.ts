import { uiAmount } from "../inProcess/tokenBalances";
import { withContext } from "../node/node";
import { mintAccount, OFFSET, tokenAccounts } from "../server/tokens";
import type { Method } from "./method";

const MOST = 20;

export const getTokenLargestAccounts: Method = (node, params) => {
  const mint = params.address(0);
  const view = node.viewFor(params.config(1));
  const decimals = mintAccount(view, mint).data.readUInt8(44);
  const amounts = tokenAccounts(view, { mint: mint.toBase58() }).map(({ address, account }) => ({
    address: address.toBase58(),
    amount: account.data.readBigUInt64LE(OFFSET.amount),
  }));
  amounts.sort((a, b) => (a.amount < b.amount ? 1 : a.amount > b.amount ? -1 : 0));
  return withContext(
    view.slot,
    amounts.slice(0, MOST).map(({ address, amount }) => ({ address, ...uiAmount(amount, decimals) })),
  );
};
