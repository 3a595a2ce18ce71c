import { PublicKey } from "@solana/web3.js";
import { encodeAccount, formatFrom } from "../encoding/account";
import { withContext } from "../node/node";
import { passesAll, readFilters } from "../server/filters";
import type { Kind } from "./subscription";

/** A program's accounts that were written to and pass the filters. */
export const program: Kind = {
  notification: "programNotification",
  open(_, params, tell) {
    const [owner, config] = [params.address(0), params.config(1)];
    const filters = readFilters(config.list("filters") ?? []);
    const format = formatFrom(config, "binary");
    return {
      commitment: config.commitment,
      reached({ view, changed }) {
        for (const text of changed) {
          const address = new PublicKey(text);
          const account = view.account(address);
          if (!account?.owner.equals(owner) || !passesAll(account.data, filters)) continue;
          const shown = encodeAccount(account, format, address, (key) => view.account(key));
          tell(withContext(view.slot, { account: shown, pubkey: text }));
        }
      },
    };
  },
};
