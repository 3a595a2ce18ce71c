// What a wallet has sent without telling how it went.
import { PublicKey, VersionedMessage } from "@solana/web3.js";
import { fromBase64, toBase64 } from "../layout/bytes";
import type { Nodes } from "../nodes";
import type { ChainSender } from "../nodes/chain";
import type { Handle } from "./handle";

/** Transactions of the payer's to look at. */
const MOST = 50;

/**
 * The signature of a message that a wallet was asked to send, if it has landed as it was: another blockhash is the only thing that
 * may differ. That none is found proves nothing: the wallet may have changed more, or not have sent it yet.
 */
export async function sentBy(nodes: Nodes, handle: Handle): Promise<string | undefined> {
  const bytes = handle.message === undefined ? undefined : fromBase64(handle.message);
  if (!bytes) return undefined;
  const wanted = textOf(VersionedMessage.deserialize(bytes));
  // The same message on another cluster is another transaction.
  const search = (node: ChainSender) => searched(node, handle, wanted);
  const found = await nodes.each("getSignaturesForAddress", search, handle.genesis);
  return found.find((signature) => signature !== undefined);
}

async function searched(node: ChainSender, { payer, slot }: Handle, wanted: string): Promise<string | undefined> {
  const entries = await node.getSignaturesForAddress(new PublicKey(payer), { limit: MOST }, "confirmed");
  for (const { signature } of entries.filter((entry) => entry.slot > slot)) {
    const config = { commitment: "confirmed", maxSupportedTransactionVersion: 1 } as const;
    // One that this copy of web3.js cannot read is none of ours.
    const found = await node.getTransaction(signature, config).catch(() => null);
    if (found && textOf(found.transaction.message) === wanted) return signature;
  }
  return undefined;
}

/** All of a message but its blockhash, whatever its version. */
function textOf(message: VersionedMessage): string {
  const { header, staticAccountKeys, compiledInstructions, addressTableLookups } = message;
  const { numRequiredSignatures, numReadonlySignedAccounts, numReadonlyUnsignedAccounts } = header;
  return JSON.stringify([
    [numRequiredSignatures, numReadonlySignedAccounts, numReadonlyUnsignedAccounts],
    staticAccountKeys.map((key) => key.toBase58()),
    compiledInstructions.map(({ programIdIndex, accountKeyIndexes, data }) => [
      programIdIndex,
      Array.from(accountKeyIndexes),
      toBase64(Uint8Array.from(data)),
    ]),
    addressTableLookups.map(({ accountKey, writableIndexes, readonlyIndexes }) => [
      accountKey.toBase58(),
      Array.from(writableIndexes),
      Array.from(readonlyIndexes),
    ]),
  ]);
}
