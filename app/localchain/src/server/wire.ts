import { VersionedMessage, VersionedTransaction } from "@solana/web3.js";
import { base58 } from "../inProcess/base58";
import { errorText } from "../inProcess/errorText";
import { loadedAddresses, lookupError } from "../inProcess/lookups";
import type { View } from "../node/view";
import { invalidParams } from "./errors";

/** Transactions as they come over the wire. */

export const WIRE_ENCODINGS = ["base58", "base64"] as const;
export type WireEncoding = (typeof WIRE_ENCODINGS)[number];

const MOST_BYTES = 1_232;
const MOST_ENCODED = { base58: 1_683, base64: 1_644 };
const TRANSACTION = "solana_transaction::versioned::VersionedTransaction";
const MESSAGE = "solana_message::versions::VersionedMessage";

export function readTransaction(text: string, encoding: WireEncoding): VersionedTransaction {
  const bytes = readBytes(text, encoding, TRANSACTION);
  try {
    return VersionedTransaction.deserialize(bytes);
  } catch (error) {
    throw unreadable(TRANSACTION, error);
  }
}

export function readMessage(text: string): VersionedMessage {
  const bytes = readBytes(text, "base64", MESSAGE);
  try {
    return VersionedMessage.deserialize(bytes);
  } catch (error) {
    throw unreadable(MESSAGE, error);
  }
}

function unreadable(type: string, error: unknown): Error {
  // The newest transactions, of version 1, are among what is not known here.
  return invalidParams(`failed to deserialize ${type}: ${(error as Error).message}`);
}

function readBytes(text: string, encoding: WireEncoding, type: string): Buffer {
  const most = MOST_ENCODED[encoding];
  if (text.length > most) {
    throw invalidParams(
      `${encoding} encoded ${type} too large: ${text.length} bytes (max: encoded/raw ${most}/${MOST_BYTES})`,
    );
  }
  const bytes = encoding === "base64" ? fromBase64(text) : fromBase58(text);
  if (bytes.length > MOST_BYTES) {
    throw invalidParams(`decoded ${type} too large: ${bytes.length} bytes (max: ${MOST_BYTES} bytes)`);
  }
  return bytes;
}

function fromBase64(text: string): Buffer {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0) {
    throw invalidParams("invalid base64 encoding: InvalidByte or InvalidLength");
  }
  return Buffer.from(text, "base64");
}

function fromBase58(text: string): Buffer {
  try {
    return base58(text);
  } catch {
    throw invalidParams("invalid base58 encoding: InvalidCharacter");
  }
}

/** Refuses what no node would run: places that do not exist, signatures that are missing, lookup tables that lack. */
export function sanitize({ message, signatures }: VersionedTransaction, view: View): void {
  const account = (key: Parameters<View["account"]>[0]) => view.account(key);
  const missing = lookupError(message, account, view.slot);
  if (missing) throw invalidParams(`invalid transaction: ${errorText(missing)}`);
  const { writable, readonly } = loadedAddresses(message, account);
  const { numRequiredSignatures, numReadonlySignedAccounts, numReadonlyUnsignedAccounts } = message.header;
  const fixed = message.staticAccountKeys.length;
  const all = fixed + writable.length + readonly.length;
  const isSound =
    signatures.length === numRequiredSignatures &&
    numRequiredSignatures > numReadonlySignedAccounts &&
    numRequiredSignatures + numReadonlyUnsignedAccounts <= fixed &&
    message.compiledInstructions.every(
      ({ programIdIndex, accountKeyIndexes }) =>
        programIdIndex > 0 && programIdIndex < fixed && accountKeyIndexes.every((index) => index < all),
    );
  if (!isSound) throw invalidParams(`invalid transaction: ${errorText("SanitizeFailure")}`);
}
