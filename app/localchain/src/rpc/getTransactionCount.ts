import type { Method } from "./method";

export const getTransactionCount: Method = (node, params) => {
  const { slot } = node.viewFor(params.config(0));
  return node.chain.allTransactions().filter((landed) => landed.slot <= slot).length;
};
