import { encodeTransaction, TRANSACTION_ENCODINGS } from "../encoding/transaction";
import { atLeastConfirmed } from "../node/blocks";
import { signature } from "../server/params";
import type { Method } from "./method";

export const getTransaction: Method = (node, params) => {
  const landed = node.chain.transaction(signature(params.at(0)));
  const config = params.configOr(1, "encoding");
  const encoding = config.word("encoding", TRANSACTION_ENCODINGS) ?? "json";
  const version = config.u64("maxSupportedTransactionVersion");
  const { slot } = node.view(atLeastConfirmed(config));
  if (!landed || landed.slot > slot) return null;
  const maxVersion = version === undefined ? undefined : Number(version);
  return { blockTime: landed.unixTime, ...encodeTransaction(landed, { encoding, maxVersion }), slot: landed.slot };
};
