// A message or a transaction from its bytes.
import { TransactionMessage, VersionedMessage, VersionedTransaction } from "@solana/web3.js";
import bs58 from "bs58";
import type { Context } from "../context/context";
import { UsageError } from "../output/exit";
import type { Found } from "./found";
import { tablesAt } from "./tables";

interface Reading {
  source: "message" | "transaction";
  message: VersionedMessage;
}

const DECODERS = [(text: string) => bs58.decode(text), (text: string) => Buffer.from(text, "base64")];
const READERS: ((bytes: Uint8Array) => Reading & { whole: Uint8Array })[] = [
  (bytes) => {
    const message = VersionedMessage.deserialize(bytes);
    return { source: "message", message, whole: message.serialize() };
  },
  (bytes) => {
    const { message, signatures } = VersionedTransaction.deserialize(bytes);
    return { source: "transaction", message, whole: new VersionedTransaction(message, signatures).serialize() };
  },
];

/** All that the text can be read as. A prefix of something else reads too: the same bytes have to come out again. */
function readings(given: string): Reading[] {
  return DECODERS.flatMap((decoder) =>
    READERS.flatMap((read) => {
      try {
        const bytes = Uint8Array.from(decoder(given));
        const { source, message, whole } = read(bytes);
        return Buffer.from(whole).equals(Buffer.from(bytes)) ? [{ source, message }] : [];
      } catch {
        return [];
      }
    }),
  );
}

/** What base58 or base64 holds; undefined for neither a message nor a transaction. Throws `UsageError` where it can be both. */
export async function messageIn(context: Context, given: string): Promise<Found | undefined> {
  const [first, second] = readings(given);
  if (!first) return undefined;
  if (second) {
    throw new UsageError(
      `these bytes can be read as a ${first.source} and as a ${second.source} that does something else: do not sign them`,
    );
  }
  const { source, message } = first;
  const keys = message.addressTableLookups.map(({ accountKey }) => accountKey);
  const tables = await tablesAt(context, keys);
  const { payerKey, instructions } = TransactionMessage.decompile(message, { addressLookupTableAccounts: tables });
  return { source, payer: payerKey, instructions, tables, status: null };
}
