import { AddressLookupTableProgram, PublicKey, type VersionedMessage } from "@solana/web3.js";
import type { ExactAccount } from "./account";

/** Where the addresses of a lookup table begin. */
const TABLE_HEADER = 56;

export interface LoadedAddresses {
  writable: PublicKey[];
  readonly: PublicKey[];
}

/** The addresses that a message takes from lookup tables; what a table has not is left out: such a message cannot run. */
export function loadedAddresses(
  { addressTableLookups }: VersionedMessage,
  account: (address: PublicKey) => ExactAccount | null,
): LoadedAddresses {
  const loaded: LoadedAddresses = { writable: [], readonly: [] };
  for (const { accountKey, writableIndexes, readonlyIndexes } of addressTableLookups) {
    const data = account(accountKey)?.data ?? Buffer.alloc(0);
    const take = (indexes: readonly number[]): PublicKey[] =>
      indexes.flatMap((index) => {
        const at = TABLE_HEADER + index * 32;
        return data.length >= at + 32 ? [new PublicKey(data.subarray(at, at + 32))] : [];
      });
    loaded.writable.push(...take(writableIndexes));
    loaded.readonly.push(...take(readonlyIndexes));
  }
  return loaded;
}

/** All addresses of a message in the order in which its instructions count them. */
export function allKeys({ staticAccountKeys }: VersionedMessage, { writable, readonly }: LoadedAddresses): PublicKey[] {
  return [...staticAccountKeys, ...writable, ...readonly];
}

/** Whether the key at that place may be written to. */
export function isWritable(message: VersionedMessage, loaded: LoadedAddresses, index: number): boolean {
  const { staticAccountKeys, header } = message;
  const { numRequiredSignatures, numReadonlySignedAccounts, numReadonlyUnsignedAccounts } = header;
  if (index >= staticAccountKeys.length) return index < staticAccountKeys.length + loaded.writable.length;
  return index < numRequiredSignatures
    ? index < numRequiredSignatures - numReadonlySignedAccounts
    : index < staticAccountKeys.length - numReadonlyUnsignedAccounts;
}

const LAST_EXTENDED_OFFSET = 12;
const LAST_START_OFFSET = 20;

/** Why a message's lookup tables do not give its addresses in a slot, as the runtime names it. */
export function lookupError(
  { addressTableLookups }: VersionedMessage,
  account: (address: PublicKey) => ExactAccount | null,
  slot: bigint,
): string | undefined {
  for (const { accountKey, writableIndexes, readonlyIndexes } of addressTableLookups) {
    const table = account(accountKey);
    if (!table) return "AddressLookupTableNotFound";
    if (!table.owner.equals(AddressLookupTableProgram.programId)) return "InvalidAddressLookupTableOwner";
    if (table.data.length < TABLE_HEADER || table.data.readUInt32LE(0) !== 1) return "InvalidAddressLookupTableData";
    // What was added in this very slot cannot be used yet.
    const isNew = table.data.readBigUInt64LE(LAST_EXTENDED_OFFSET) >= slot;
    const usable = isNew ? table.data.readUInt8(LAST_START_OFFSET) : (table.data.length - TABLE_HEADER) / 32;
    if ([...writableIndexes, ...readonlyIndexes].some((index) => index >= usable))
      return "InvalidAddressLookupTableIndex";
  }
  return undefined;
}
