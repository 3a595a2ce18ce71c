import { toBase58 } from "../inProcess/base58";
import { allKeys, isWritable } from "../inProcess/lookups";
import type { InnerInstructions, LandedTransaction } from "../inProcess/transaction";
import { unsupportedVersion } from "../server/errors";
import { encodeInstruction, parseInstruction } from "./instructions";
import { encodeReturnData } from "./returnData";
import { encodeTokenBalance } from "./tokenBalance";

export const TRANSACTION_ENCODINGS = ["json", "jsonParsed", "base58", "base64", "binary"] as const;
export type TransactionEncoding = (typeof TRANSACTION_ENCODINGS)[number];

export interface TransactionFormat {
  encoding: TransactionEncoding;
  /** Undefined: the client knows no versions. */
  maxVersion: number | undefined;
}

const TOP = 1;

/** A transaction and what came of it, as getTransaction and getBlock have it. */
export function encodeTransaction(landed: LandedTransaction, { encoding, maxVersion }: TransactionFormat) {
  const { version } = landed.transaction;
  if (version !== "legacy" && (maxVersion === undefined || version > maxVersion)) throw unsupportedVersion(version);
  return {
    transaction: body(landed, encoding),
    meta: encodeMeta(landed, encoding),
    ...(maxVersion === undefined ? {} : { version }),
  };
}

/** Its accounts and signatures alone, as `transactionDetails: "accounts"` has it. */
export function encodeAccounts(landed: LandedTransaction, maxVersion: number | undefined) {
  const { version, signatures } = landed.transaction;
  if (version !== "legacy" && (maxVersion === undefined || version > maxVersion)) throw unsupportedVersion(version);
  const { err, status, fee, preBalances, postBalances, preTokenBalances, postTokenBalances } = encodeMeta(
    landed,
    "json",
  );
  return {
    transaction: { signatures: signatures.map(toBase58), accountKeys: parsedKeys(landed) },
    meta: { err, status, fee, preBalances, postBalances, preTokenBalances, postTokenBalances },
    ...(maxVersion === undefined ? {} : { version }),
  };
}

function body(landed: LandedTransaction, encoding: TransactionEncoding) {
  const { transaction } = landed;
  const bytes = Buffer.from(transaction.serialize());
  if (encoding === "binary") return toBase58(bytes);
  if (encoding === "base58") return [toBase58(bytes), "base58"];
  if (encoding === "base64") return [bytes.toString("base64"), "base64"];
  const signatures = transaction.signatures.map(toBase58);
  return { signatures, message: encoding === "json" ? message(landed) : parsedMessage(landed) };
}

function message({ transaction }: LandedTransaction) {
  const { message } = transaction;
  const { numRequiredSignatures, numReadonlySignedAccounts, numReadonlyUnsignedAccounts } = message.header;
  return {
    header: { numReadonlySignedAccounts, numReadonlyUnsignedAccounts, numRequiredSignatures },
    accountKeys: message.staticAccountKeys.map((key) => key.toBase58()),
    recentBlockhash: message.recentBlockhash,
    instructions: compiled(transaction).map((instruction) => encodeInstruction(instruction, TOP)),
    ...lookups(transaction),
  };
}

function parsedMessage(landed: LandedTransaction) {
  const { transaction } = landed;
  const keys = keysOf(landed);
  return {
    accountKeys: parsedKeys(landed),
    recentBlockhash: transaction.message.recentBlockhash,
    instructions: compiled(transaction).map((instruction) => parseInstruction(instruction, keys, TOP)),
    ...lookups(transaction),
  };
}

function compiled({ message }: LandedTransaction["transaction"]) {
  return message.compiledInstructions.map(({ programIdIndex, accountKeyIndexes, data }) => ({
    programIdIndex,
    accounts: accountKeyIndexes,
    data,
  }));
}

function lookups({ message, version }: LandedTransaction["transaction"]) {
  if (version === "legacy") return {};
  const addressTableLookups = message.addressTableLookups.map(({ accountKey, writableIndexes, readonlyIndexes }) => ({
    accountKey: accountKey.toBase58(),
    readonlyIndexes,
    writableIndexes,
  }));
  return { addressTableLookups };
}

function parsedKeys({ transaction, loadedAddresses }: LandedTransaction) {
  const { message } = transaction;
  return allKeys(message, loadedAddresses).map((key, index) => ({
    pubkey: key.toBase58(),
    signer: index < message.header.numRequiredSignatures,
    source: index < message.staticAccountKeys.length ? "transaction" : "lookupTable",
    writable: isWritable(message, loadedAddresses, index),
  }));
}

function keysOf({ transaction, loadedAddresses }: LandedTransaction): string[] {
  return allKeys(transaction.message, loadedAddresses).map((key) => key.toBase58());
}

export function encodeMeta(landed: LandedTransaction, encoding: TransactionEncoding) {
  const { err, loadedAddresses, returnData } = landed;
  const isParsed = encoding === "jsonParsed";
  const loaded = {
    readonly: loadedAddresses.readonly.map((key) => key.toBase58()),
    writable: loadedAddresses.writable.map((key) => key.toBase58()),
  };
  return {
    computeUnitsConsumed: landed.units,
    err,
    fee: landed.fee,
    innerInstructions: encodeInner(landed.innerInstructions, isParsed ? keysOf(landed) : undefined),
    ...(isParsed ? {} : { loadedAddresses: loaded }),
    logMessages: landed.logs,
    postBalances: landed.postBalances,
    postTokenBalances: (landed.postTokenBalances ?? []).map(encodeTokenBalance),
    preBalances: landed.preBalances,
    preTokenBalances: (landed.preTokenBalances ?? []).map(encodeTokenBalance),
    ...(returnData ? { returnData: encodeReturnData(returnData) } : {}),
    rewards: [],
    status: err === null ? { Ok: null } : { Err: err },
  };
}

/** In words if the addresses are given. */
export function encodeInner(inner: readonly InnerInstructions[], keys?: readonly string[]) {
  return inner.map(({ index, instructions }) => ({
    index,
    instructions: instructions.map((instruction) =>
      keys
        ? parseInstruction(instruction, keys, instruction.stackHeight)
        : encodeInstruction(instruction, instruction.stackHeight),
    ),
  }));
}
