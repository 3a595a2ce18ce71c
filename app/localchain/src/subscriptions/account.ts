import { SystemProgram } from "@solana/web3.js";
import { encodeAccount, formatFrom } from "../encoding/account";
import { type ExactAccount, NO_ACCOUNT } from "../inProcess/account";
import { withContext } from "../node/node";
import type { Kind } from "./subscription";

/** An account that changed, as it is at the commitment. One that is gone is told as empty. */
export const account: Kind = {
  notification: "accountNotification",
  open(node, params, tell) {
    const [address, config] = [params.address(0), params.config(1)];
    const { commitment } = config;
    const format = formatFrom(config, "binary");
    const text = address.toBase58();
    let last = fingerprint(node.view(commitment).account(address));
    return {
      commitment,
      reached({ view, changed }) {
        if (!changed.has(text)) return;
        const account = view.account(address);
        const now = fingerprint(account);
        if (now === last) return;
        last = now;
        const shown = account ?? { ...NO_ACCOUNT, owner: SystemProgram.programId };
        tell(
          withContext(
            view.slot,
            encodeAccount(shown, format, address, (key) => view.account(key)),
          ),
        );
      },
    };
  },
};

function fingerprint(account: ExactAccount | null): string {
  return account ? `${account.lamports} ${account.owner.toBase58()} ${account.data.toString("base64")}` : "";
}
