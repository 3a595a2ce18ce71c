import { AddressLookupTableAccount, AddressLookupTableProgram, type PublicKey } from "@solana/web3.js";
import type { RawAccount } from "../accounts/common";
import { compareBytes, readU32 } from "../layout/bytes";
import { type ChainReader, readConfig } from "../nodes/chain";

/** Where a table's account has its authority, if it has one. */
const AUTHORITY = 22;
/** Where its addresses begin. */
const ADDRESSES = 56;

/** Whose tables, and for which pool. */
export interface TableOwner {
  /** The pool's own address. */
  pool: PublicKey;
  /** The wallet that keeps them. */
  authority: PublicKey;
}

/**
 * The tables that `authority` has made for a pool, also those that it has deactivated. Tables of others, or for something
 * else, are no concern of ours: their owner may close them at any time.
 */
export async function fetchLookupTables(
  reader: ChainReader,
  { pool, authority }: TableOwner,
): Promise<AddressLookupTableAccount[]> {
  const found = await reader.getProgramAccounts(AddressLookupTableProgram.programId, {
    ...readConfig(reader),
    filters: [
      { memcmp: { offset: AUTHORITY, bytes: authority.toBase58() } },
      { memcmp: { offset: ADDRESSES, bytes: pool.toBase58() } },
    ],
  });
  return found
    .flatMap(({ pubkey, account }) => decodeTable(pubkey, account) ?? [])
    .filter(({ state }) => state.authority?.equals(authority) && state.addresses[0]?.equals(pool))
    .sort((a, b) => compareBytes(a.key.toBytes(), b.key.toBytes()));
}

function decodeTable(key: PublicKey, account: RawAccount): AddressLookupTableAccount | undefined {
  const { data, owner } = account;
  const whole = data.length >= ADDRESSES && (data.length - ADDRESSES) % 32 === 0;
  if (!owner.equals(AddressLookupTableProgram.programId) || !whole || readU32(data, 0) !== 1) return undefined;
  return new AddressLookupTableAccount({ key, state: AddressLookupTableAccount.deserialize(data) });
}

/**
 * What of the tables a transaction can name after `slot`: addresses that have been added in a slot can be used from the
 * next on, and a deactivated table soon not at all.
 */
export function usableLookupTables(tables: AddressLookupTableAccount[], slot: number): AddressLookupTableAccount[] {
  return tables.flatMap((table) => {
    if (!table.isActive()) return [];
    if (table.state.lastExtendedSlot <= slot) return [table];
    const addresses = table.state.addresses.slice(0, table.state.lastExtendedSlotStartIndex);
    return [new AddressLookupTableAccount({ key: table.key, state: { ...table.state, addresses } })];
  });
}

/** The tables of `authority` for a pool that transactions can use now, to be handed on as `lookupTables`. */
export async function findLookupTables(reader: ChainReader, options: TableOwner): Promise<AddressLookupTableAccount[]> {
  // The slot first: it must not be later than what the tables show.
  const slot = await reader.getSlot(readConfig(reader));
  return usableLookupTables(await fetchLookupTables(reader, options), slot - 1);
}
