import { withContext } from "../node/node";
import { invalidParams, invalidRequest } from "../server/errors";
import { address, Config, list } from "../server/params";
import type { Kind } from "./subscription";

/** Logs of all transactions, or of those that mention an address. */
export const logs: Kind = {
  notification: "logsNotification",
  open(_, params, tell) {
    const mention = mentioned(params.at(0));
    return {
      commitment: params.config(1).commitment,
      reached({ landed }) {
        for (const { slot, mentions, signature, err, logs } of landed) {
          if (mention === undefined || mentions.has(mention)) tell(withContext(slot, { err, logs, signature }));
        }
      },
    };
  },
};

function mentioned(filter: unknown): string | undefined {
  if (filter === "all" || filter === "allWithVotes") return undefined;
  if (typeof filter === "string") throw invalidParams(`Invalid params: unknown variant \`${filter}\`.`);
  const addresses = list(new Config(filter).at("mentions"), "mentions");
  if (addresses.length !== 1) throw invalidRequest("Invalid Request: Only 1 address supported");
  return address(addresses[0]).toBase58();
}
