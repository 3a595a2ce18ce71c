// Address lookup tables: with them the 64 accounts that a transaction may lock bound the epoch update, not its bytes.
import {
  type AccountInfo,
  AddressLookupTableAccount,
  AddressLookupTableProgram,
  PublicKey,
  SYSVAR_SLOT_HASHES_PUBKEY,
  type TransactionInstruction,
  VOTE_PROGRAM_ID,
} from "@solana/web3.js";
import { fetchMany } from "./accounts/common";
import { fetchSnapshot } from "./accounts/snapshot";
import type { ValidatorList, ValidatorRecord } from "./accounts/validatorList";
import { type ChainReader, type ChainSender, COMMITMENT } from "./chain";
import { TruestakeError } from "./errors";
import { deactivateStake } from "./instructions/deactivateStake";
import { delegateReserve } from "./instructions/delegateReserve";
import { settleTickets } from "./instructions/settleTickets";
import { updatePool } from "./instructions/updatePool";
import { updateValidators } from "./instructions/updateValidators";
import { markAddress, type PoolKeys, transientAddress } from "./pda";
import { fits } from "./transaction/compile";
import { type Batch, type SendOptions, type Sent, sendInWaves, sleep } from "./transaction/send";
import type { Wallet } from "./transaction/wallet";

/** Most addresses of one table. */
export const LOOKUP_TABLE_CAPACITY = 256;

/** Where a table's account has its authority, if it has one. */
const AUTHORITY = 22;
/** Where its addresses begin. */
const ADDRESSES = 56;
/** A table of which less than this part is still of use is replaced. */
const LEAST_USE = 0.25;
const DEADLINE = 60_000;
const POLL_EVERY = 500;

/**
 * What the cranks of a pool name, as the tables hold it: the pool's own accounts once, then every validator's two stake accounts
 * and its mark, in the list's order.
 */
export function crankAddresses(
  pool: PoolKeys & { treasury: PublicKey },
  validators: ValidatorRecord[],
  programId?: PublicKey,
): PublicKey[] {
  const own = [
    updateValidators({ pool, validators: [], programId }),
    updatePool({ pool, programId }),
    settleTickets({ pool, tickets: [], programId }),
  ].flatMap(({ keys }) => keys.map(({ pubkey }) => pubkey));
  // What every move of stake names beside the validator's own accounts: what is the same for two validators.
  const [one = [], other = []] = [VOTE_PROGRAM_ID, PublicKey.default].map((vote) =>
    [delegateReserve, deactivateStake].flatMap((build) =>
      build({ pool, validator: { vote }, programId }).keys.map(({ pubkey }) => pubkey),
    ),
  );
  const moves = one.filter((key) => other.some((each) => each.equals(key)));
  const theirs = validators.flatMap(({ stake, vote, transientBump }) => [
    stake,
    transientAddress(pool.pool, vote, programId, transientBump),
    markAddress(pool.pool, vote, programId),
  ]);
  return distinct([...own, ...moves, ...theirs]);
}

/** What is to be done so that tables hold all addresses. */
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

/**
 * The tables that `authority` has made for a pool, also those that it has deactivated. Tables of others, or for something
 * else, are no concern of ours: their owner may close them at any time.
 */
export async function fetchLookupTables(
  reader: ChainReader,
  { pool, authority }: { pool: PublicKey; authority: PublicKey },
): Promise<AddressLookupTableAccount[]> {
  const found = await reader.getProgramAccounts(AddressLookupTableProgram.programId, {
    commitment: COMMITMENT,
    filters: [
      { memcmp: { offset: AUTHORITY, bytes: authority.toBase58() } },
      { memcmp: { offset: ADDRESSES, bytes: pool.toBase58() } },
    ],
  });
  return found
    .flatMap(({ pubkey, account }) => decodeTable(pubkey, account) ?? [])
    .filter(({ state }) => state.authority?.equals(authority) && state.addresses[0]?.equals(pool))
    .sort((a, b) => a.key.toBuffer().compare(b.key.toBuffer()));
}

function decodeTable(key: PublicKey, account: AccountInfo<Buffer>): AddressLookupTableAccount | undefined {
  const { data, owner } = account;
  const whole = data.length >= ADDRESSES && (data.length - ADDRESSES) % 32 === 0;
  if (!owner.equals(AddressLookupTableProgram.programId) || !whole || data.readUInt32LE(0) !== 1) return undefined;
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
export async function findLookupTables(
  reader: ChainReader,
  options: { pool: PublicKey; authority: PublicKey },
): Promise<AddressLookupTableAccount[]> {
  // The slot first: it must not be later than what the tables show.
  const slot = await reader.getSlot(COMMITMENT);
  return usableLookupTables(await fetchLookupTables(reader, options), slot - 1);
}

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

export interface KeepLookupTablesOptions extends SendOptions {
  mint: PublicKey;
  /** Milliseconds to wait until the tables can be used; a minute if not given. */
  deadline?: number | undefined;
}

/** What {@link keepLookupTables} found and did. */
export interface KeptLookupTables {
  /** The tables, ready to be used. */
  tables: AddressLookupTableAccount[];
  transactions: Sent[];
  created: number;
  /** Addresses that were added, also to new tables. */
  added: number;
  /** Tables that will be closed by a later call: a table can only be closed some minutes after it was deactivated. */
  deactivated: number;
  /** Tables whose rent has come back. */
  closed: number;
}

/**
 * Makes and keeps the wallet's lookup tables for a pool: finds those that exist, adds what is missing, waits until it can
 * be used, and gets rid of tables that are hardly of use any more. Does nothing when nothing is missing: call it after
 * validators have been added, or every epoch. The wallet pays the tables' rent and gets it back when they are closed.
 */
export async function keepLookupTables(
  chain: ChainSender,
  wallet: Wallet,
  options: KeepLookupTablesOptions,
): Promise<KeptLookupTables> {
  const { mint, programId } = options;
  const authority = wallet.publicKey;
  const { pool, validators } = await fetchSnapshot(chain, mint, programId);
  const tables = await fetchLookupTables(chain, { pool: pool.pool, authority });
  const plan = planLookupTables(pool.pool, crankAddresses(pool, validators.records(), programId), tables);
  const recentSlots = await fetchRecentSlots(chain);
  const transactions: Sent[] = [];
  const send = async (batches: Batch[]) => {
    transactions.push(...(await sendInWaves(chain, wallet, batches, { ...options, lookupTables: undefined })));
  };

  const slots = plan.create.length > 0 ? await freeSlots(chain, authority, recentSlots, plan.create.length) : [];
  const made = plan.create.map((addresses, index) =>
    createLookupTable({ authority, addresses, recentSlot: slots[index] ?? 0n }),
  );
  await send(made.map(({ instructions }) => ({ instructions })));
  await send(
    [...plan.extend, ...made.map(({ table, rest }) => ({ table, addresses: rest }))].flatMap(({ table, addresses }) =>
      extendLookupTable(authority, table, addresses),
    ),
  );
  const usable = await whenUsable(chain, { pool: pool.pool, authority }, options);

  const deactivate = plan.obsolete.map((lookupTable) =>
    AddressLookupTableProgram.deactivateLookupTable({ authority, lookupTable }),
  );
  const closable = tables.filter((table) => isClosable(table, recentSlots));
  const close = closable.map(({ key }) =>
    AddressLookupTableProgram.closeLookupTable({ authority, lookupTable: key, recipient: authority }),
  );
  await send([...deactivate, ...close].map((instruction) => ({ instructions: [instruction] })));
  return {
    tables: usable.filter(({ key }) => !plan.obsolete.some((obsolete) => obsolete.equals(key))),
    transactions,
    created: made.length,
    added: [...plan.extend.map(({ addresses }) => addresses), ...plan.create].flat().length,
    deactivated: deactivate.length,
    closed: close.length,
  };
}

/** What {@link closeLookupTables} did. */
export interface ClosedLookupTables {
  /** Tables that are deactivated and cannot be closed yet. */
  left: number;
  /** Tables whose rent has come back. */
  closed: number;
  transactions: Sent[];
}

/** Deactivates all tables of the wallet for a pool, and closes those that can be closed; to be repeated until none is left. */
export async function closeLookupTables(
  chain: ChainSender,
  wallet: Wallet,
  options: SendOptions & { pool: PublicKey },
): Promise<ClosedLookupTables> {
  const authority = wallet.publicKey;
  const tables = await fetchLookupTables(chain, { pool: options.pool, authority });
  const recentSlots = await fetchRecentSlots(chain);
  const closable = tables.filter((table) => isClosable(table, recentSlots));
  const instructions = [
    ...tables
      .filter((table) => table.isActive())
      .map(({ key: lookupTable }) => AddressLookupTableProgram.deactivateLookupTable({ authority, lookupTable })),
    ...closable.map(({ key: lookupTable }) =>
      AddressLookupTableProgram.closeLookupTable({ authority, lookupTable, recipient: authority }),
    ),
  ];
  const batches = instructions.map((instruction) => ({ instructions: [instruction] }));
  const transactions = await sendInWaves(chain, wallet, batches, { ...options, lookupTables: undefined });
  return { left: tables.length - closable.length, closed: closable.length, transactions };
}

/** A deactivated table can be closed when its slot is no longer a recent one. */
function isClosable(table: AddressLookupTableAccount, recentSlots: bigint[]): boolean {
  const oldest = recentSlots.at(-1);
  return !table.isActive() && oldest !== undefined && table.state.deactivationSlot < oldest;
}

/** The slots that the chain counts as recent, the latest first. Slots without a block are not among them. */
async function fetchRecentSlots(reader: ChainReader): Promise<bigint[]> {
  const data = (await reader.getAccountInfo(SYSVAR_SLOT_HASHES_PUBKEY, COMMITMENT))?.data;
  if (!data) return [];
  const count = Number(data.readBigUInt64LE(0));
  return Array.from({ length: count }, (_, index) => data.readBigUInt64LE(8 + 40 * index));
}

/** Recent slots from which the wallet has made no table yet: a table's address follows from owner and slot. */
async function freeSlots(
  reader: ChainReader,
  authority: PublicKey,
  recent: bigint[],
  count: number,
): Promise<bigint[]> {
  const free: bigint[] = [];
  for (let at = 0; at < recent.length && free.length < count; at += 100) {
    const slots = recent.slice(at, at + 100);
    const addresses = slots.map(
      (recentSlot) => AddressLookupTableProgram.createLookupTable({ authority, payer: authority, recentSlot })[1],
    );
    const accounts = await fetchMany(reader, addresses);
    free.push(...slots.filter((_, index) => !accounts[index]));
  }
  if (free.length < count) throw new TruestakeError("DeadlinePassed", "there are too few recent slots for new tables");
  return free.slice(0, count);
}

/** Waits until all addresses of all tables can be used. */
async function whenUsable(
  reader: ChainReader,
  of: { pool: PublicKey; authority: PublicKey },
  { deadline = DEADLINE, pollEvery = POLL_EVERY }: KeepLookupTablesOptions,
): Promise<AddressLookupTableAccount[]> {
  const until = Date.now() + deadline;
  const tables = (await fetchLookupTables(reader, of)).filter((table) => table.isActive());
  const last = Math.max(-1, ...tables.map(({ state }) => state.lastExtendedSlot));
  while ((await reader.getSlot(COMMITMENT)) <= last) {
    if (Date.now() >= until) throw new TruestakeError("DeadlinePassed", "the lookup tables cannot be used yet");
    await sleep(pollEvery);
  }
  return tables;
}

/** Validators in the order of the tables: then a transaction needs as few tables as can be. */
export function byLookupTable(
  validators: ValidatorList,
  indexes: number[],
  tables: AddressLookupTableAccount[],
): ValidatorRecord[] {
  const places = new Map<string, number>();
  for (const [number, { state }] of tables.entries()) {
    for (const [place, address] of state.addresses.entries()) {
      const key = address.toBase58();
      if (!places.has(key)) places.set(key, number * LOOKUP_TABLE_CAPACITY + place);
    }
  }
  const placed = indexes.map((index) => {
    const record = validators.record(index);
    return { record, place: places.get(record.stake.toBase58()) ?? Number.MAX_SAFE_INTEGER };
  });
  return placed.sort((a, b) => a.place - b.place || a.record.index - b.record.index).map(({ record }) => record);
}

function distinct(addresses: PublicKey[]): PublicKey[] {
  return [...new Map(addresses.map((address) => [address.toBase58(), address])).values()];
}
