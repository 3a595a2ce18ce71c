import { VersionedTransaction } from "@solana/web3.js";
import { NO_ACCOUNT } from "../inProcess/account";
import { toBase58 } from "../inProcess/base58";
import type { Simulated } from "../inProcess/chain";
import { allKeys, loadedAddresses } from "../inProcess/lookups";
import { usesNonce } from "../inProcess/nonce";
import type { Node } from "./node";
import type { View } from "./view";

/** Whether a message's blockhash is good at that state, or is a nonce's. */
export function isTimely({ chain }: Node, view: View, message: VersionedTransaction["message"]): boolean {
  return chain.knowsBlockhash(message.recentBlockhash, view.height) || usesNonce(message, (key) => view.account(key));
}

/** What a transaction would do at a state of the chain, which need not be the newest. */
export function simulateAt(
  node: Node,
  view: View,
  transaction: VersionedTransaction,
  options: { verifySignatures: boolean },
): Simulated {
  const { chain } = node;
  const { message } = transaction;
  const keys = allKeys(
    message,
    loadedAddresses(message, (key) => view.account(key)),
  );
  const old = view.differing(keys).map(({ address, account }) => ({ address, account: account ?? NO_ACCOUNT }));
  const result = chain.asIf(old, view.slot, () => chain.simulate(transaction, options));
  if (result.err === "SignatureFailure") return result;
  if (!isTimely(node, view, message)) return { ...result, ...NOTHING_RAN, err: "BlockhashNotFound" };
  const landed = chain.transaction(toBase58(transaction.signatures[0] ?? new Uint8Array(64)));
  if (!landed) return result;
  if (landed.slot <= view.slot) return { ...result, ...NOTHING_RAN, err: "AlreadyProcessed" };
  // It has landed since, which that state does not know.
  const { err, logs, units, returnData, innerInstructions } = landed;
  return { ...result, err, logs, units, returnData, innerInstructions };
}

const NOTHING_RAN = { logs: [], units: 0n, returnData: undefined, innerInstructions: [] };

/** The same transaction with another blockhash; its signatures no longer fit. */
export function withBlockhash(transaction: VersionedTransaction, blockhash: string): VersionedTransaction {
  const copy = VersionedTransaction.deserialize(transaction.serialize());
  copy.message.recentBlockhash = blockhash;
  return new VersionedTransaction(copy.message);
}
