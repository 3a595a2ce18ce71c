import { ACCOUNT_ENCODINGS, encodeAccount } from "../encoding/account";
import { encodeSimulation } from "../encoding/simulation";
import { encodeInner } from "../encoding/transaction";
import { allKeys, loadedAddresses } from "../inProcess/lookups";
import type { Simulated } from "../inProcess/run";
import { simulateAt, withBlockhash } from "../node/bank";
import { withContext } from "../node/node";
import { invalidParams } from "../server/errors";
import { address, type Config, needed } from "../server/params";
import { readTransaction, sanitize, WIRE_ENCODINGS } from "../server/wire";
import type { Method } from "./method";

export const simulateTransaction: Method = (node, params) => {
  const [text, config] = [params.text(0), params.config(1)];
  const given = readTransaction(text, config.word("encoding", WIRE_ENCODINGS) ?? "base58");
  const verifySignatures = config.flag("sigVerify") ?? false;
  const replaces = config.flag("replaceRecentBlockhash") ?? false;
  if (replaces && verifySignatures) throw invalidParams("sigVerify may not be used with replaceRecentBlockhash");
  const view = node.viewFor(config);
  const { blockhash, last } = node.chain.blockhashOf(view.slot);
  const transaction = replaces ? withBlockhash(given, blockhash) : given;
  sanitize(transaction, view);
  const simulated = simulateAt(node, view, transaction, { verifySignatures });
  const { message } = transaction;
  const loaded = loadedAddresses(message, (key) => view.account(key));
  const keys = allKeys(message, loaded).map((key) => key.toBase58());
  const asked = config.config("accounts");
  return withContext(view.slot, {
    ...encodeSimulation(simulated),
    accounts: asked ? accountsAfter(asked, simulated, keys.length) : null,
    innerInstructions: config.flag("innerInstructions") ? encodeInner(simulated.innerInstructions, keys) : null,
    loadedAddresses: {
      readonly: loaded.readonly.map((key) => key.toBase58()),
      writable: loaded.writable.map((key) => key.toBase58()),
    },
    replacementBlockhash: replaces ? { blockhash, lastValidBlockHeight: last } : null,
  });
};

function accountsAfter(asked: Config, { err, exact }: Simulated, most: number) {
  const encoding = asked.word("encoding", ACCOUNT_ENCODINGS) ?? "base64";
  if (encoding === "binary" || encoding === "base58") throw invalidParams("base58 encoding not supported");
  const addresses = needed(asked.list("addresses"), "addresses").map(address);
  if (addresses.length > most) throw invalidParams(`Too many accounts provided; max ${most}`);
  return addresses.map((key) => {
    const account = err === null ? exact(key) : null;
    return account && account.lamports > 0n ? encodeAccount(account, { encoding }, key, exact) : null;
  });
}
