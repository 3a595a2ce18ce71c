import type { AddressLookupTableAccount, PublicKey } from "@solana/web3.js";
import { LOOKUP_TABLE_CAPACITY } from "./addresses";

/** A table of which less than this part is still of use is replaced. */
const LEAST_USE = 0.25;

/** What is missing so that tables hold all addresses. */
export interface LookupTablePlan {
  /** Addresses to add to tables that exist. */
  extend: { table: PublicKey; addresses: PublicKey[] }[];
  /** The addresses of each table to make; the first is the pool's. */
  create: PublicKey[][];
  /** Tables that are hardly of use any more: to be deactivated when the others are ready, and closed later. */
  obsolete: PublicKey[];
}

/**
 * Plans what is missing. Addresses are looked for in all tables, whatever their place: a list that has been reordered
 * needs nothing new. Nothing is missing when all three lists are empty.
 */
export function planLookupTables(
  pool: PublicKey,
  wanted: PublicKey[],
  tables: AddressLookupTableAccount[],
): LookupTablePlan {
  const open = new Map(wanted.map((address) => [address.toBase58(), address]));
  open.delete(pool.toBase58());
  const useOf = (table: AddressLookupTableAccount): string[] =>
    table.state.addresses.map((address) => address.toBase58()).filter((address) => open.has(address));
  const active = tables
    .filter((table) => table.isActive())
    .map((table) => ({ table, use: useOf(table).length }))
    .sort((a, b) => b.use - a.use);
  const plan: LookupTablePlan = { extend: [], create: [], obsolete: [] };
  const kept: AddressLookupTableAccount[] = [];
  for (const { table } of active) {
    const use = useOf(table);
    // Its first address is the pool's.
    if (use.length < LEAST_USE * (table.state.addresses.length - 1)) {
      plan.obsolete.push(table.key);
      continue;
    }
    kept.push(table);
    for (const address of use) open.delete(address);
  }
  const missing = [...open.values()];
  for (const { key, state } of kept) {
    const addresses = missing.splice(0, LOOKUP_TABLE_CAPACITY - state.addresses.length);
    if (addresses.length > 0) plan.extend.push({ table: key, addresses });
  }
  while (missing.length > 0) plan.create.push([pool, ...missing.splice(0, LOOKUP_TABLE_CAPACITY - 1)]);
  return plan;
}
