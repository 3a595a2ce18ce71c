import { AddressLookupTableProgram, type PublicKey, type TransactionInstruction } from "@solana/web3.js";
import { fits } from "../transaction/compile";
import type { Batch } from "../transaction/send";

/** Creates a table at an address that follows from a recent slot, with as many addresses as fit beside that. */
export function createLookupTable(options: { authority: PublicKey; addresses: PublicKey[]; recentSlot: bigint }): {
  table: PublicKey;
  instructions: TransactionInstruction[];
  rest: PublicKey[];
} {
  const { authority, addresses, recentSlot } = options;
  const [create, table] = AddressLookupTableProgram.createLookupTable({ authority, payer: authority, recentSlot });
  const [first = []] = chunks(authority, table, addresses, [create]);
  return {
    table,
    instructions: [create, extend(authority, table, first)],
    rest: addresses.slice(first.length),
  };
}

/** Adds addresses to a table, in as few transactions as they fit into. Their order does not matter. */
export function extendLookupTable(authority: PublicKey, table: PublicKey, addresses: PublicKey[]): Batch[] {
  return chunks(authority, table, addresses).map((chunk) => ({ instructions: [extend(authority, table, chunk)] }));
}

function extend(authority: PublicKey, lookupTable: PublicKey, addresses: PublicKey[]): TransactionInstruction {
  return AddressLookupTableProgram.extendLookupTable({ authority, payer: authority, lookupTable, addresses });
}

/** Cuts addresses into parts that fit into one transaction each. */
function chunks(
  authority: PublicKey,
  table: PublicKey,
  addresses: PublicKey[],
  before: TransactionInstruction[] = [],
): PublicKey[][] {
  if (addresses.length === 0) return [];
  const fit = (count: number) => fits(authority, [...before, extend(authority, table, addresses.slice(0, count))]);
  let most = Math.min(addresses.length, 32);
  while (most > 1 && !fit(most)) most--;
  return Array.from({ length: Math.ceil(addresses.length / most) }, (_, part) =>
    addresses.slice(part * most, (part + 1) * most),
  );
}
