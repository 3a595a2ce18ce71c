// Lookup tables, so that no account of what is to be signed stays unnamed.
import { AddressLookupTableAccount, AddressLookupTableProgram, type PublicKey } from "@solana/web3.js";
import { fetchMany } from "@truestake/sdk";
import type { Context } from "../context/context";
import { UsageError } from "../output/exit";

/** The tables at these addresses, in their order. Throws `UsageError` for one that is missing or given up. */
export async function tablesAt(context: Context, keys: readonly PublicKey[]): Promise<AddressLookupTableAccount[]> {
  const found = await fetchMany(context.nodes, [...keys]);
  return keys.map((key, at) => {
    const account = found[at];
    const table = account?.owner.equals(AddressLookupTableProgram.programId)
      ? new AddressLookupTableAccount({ key, state: AddressLookupTableAccount.deserialize(account.data) })
      : undefined;
    if (!table?.isActive()) {
      throw new UsageError(`its accounts are in the lookup table ${key.toBase58()}, which is not there or is given up`);
    }
    return table;
  });
}
