import { VersionedTransaction } from "@solana/web3.js";
import { totalFee } from "../inProcess/fee";
import { isTimely } from "../node/bank";
import { withContext } from "../node/node";
import { readMessage, sanitize } from "../server/wire";
import type { Method } from "./method";

/** What a message would cost; null once its blockhash is no longer good. */
export const getFeeForMessage: Method = (node, params) => {
  const message = readMessage(params.text(0));
  const view = node.viewFor(params.config(1));
  sanitize(new VersionedTransaction(message), view);
  return withContext(view.slot, isTimely(node, view, message) ? totalFee(message) : null);
};
