import {
  type AddressLookupTableAccount,
  AddressLookupTableProgram,
  type PublicKey,
  SYSVAR_SLOT_HASHES_PUBKEY,
} from "@solana/web3.js";
import { fetchMany } from "../accounts/common";
import { fetchRound } from "../accounts/round";
import { fetchSnapshot } from "../accounts/snapshot";
import { type ErrorName, TruestakeError } from "../errors";
import { checkNumbers } from "../errors/arguments";
import { readU64 } from "../layout/bytes";
import { type ChainReader, readConfig } from "../nodes/chain";
import { pause } from "../nodes/race";
import type { Sent } from "../transaction/details";
import { reporting } from "../transaction/partly";
import { retrying } from "../transaction/races";
import type { Batch } from "../transaction/send";
import { type ClientOptions, nodesIn, type Session, sendAll, walletOf } from "../transaction/session";
import { crankAddresses } from "./addresses";
import { createLookupTable, extendLookupTable } from "./create";
import { fetchLookupTables, type TableOwner } from "./fetch";
import { planLookupTables } from "./plan";

const DEADLINE = 60_000;
const POLL_EVERY = 500;

export interface KeepLookupTablesOptions {
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
  session: Session,
  { deadline = DEADLINE }: KeepLookupTablesOptions = {},
): Promise<KeptLookupTables> {
  checkNumbers({ deadline }, Number.MAX_SAFE_INTEGER);
  const transactions: Sent[] = [];
  // The same wallet may keep them at the same time, from another process: then its tables are there already.
  return reporting(transactions, () => retrying(TABLE_RACES, () => keep(session, deadline, transactions)));
}

/** Somebody else with the same wallet has made, grown or closed a table meanwhile. */
const TABLE_RACES: ErrorName[] = ["SimulationFailed", "TransactionFailed"];

async function keep(session: Session, deadline: number, transactions: Sent[]): Promise<KeptLookupTables> {
  const { deployment } = session;
  const chain = nodesIn(session);
  const { publicKey: authority } = walletOf(session);
  const { pool, validators } = await fetchSnapshot(chain, deployment);
  const tables = await fetchLookupTables(chain, { pool: pool.pool, authority });
  const plan = planLookupTables(pool.pool, crankAddresses(pool, validators.records()), tables);
  const recentSlots = await fetchRecentSlots(chain, tables, plan.create.length);
  const send = (batches: Batch[]) => sendAll(withoutTables(session), batches, transactions);

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
  const usable = await whenUsable(chain, { pool: pool.pool, authority }, { deadline, ...session.options });

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
export async function closeLookupTables(session: Session): Promise<ClosedLookupTables> {
  const { deployment } = session;
  const chain = nodesIn(session);
  const { publicKey: authority } = walletOf(session);
  const tables = await fetchLookupTables(chain, { pool: deployment.pool, authority });
  const recentSlots = await fetchRecentSlots(chain, tables, 0);
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
  const transactions: Sent[] = [];
  await reporting(transactions, () => sendAll(withoutTables(session), batches, transactions));
  return { left: tables.length - closable.length, closed: closable.length, transactions };
}

/** A deactivated table can be closed when its slot is no longer a recent one. */
function isClosable(table: AddressLookupTableAccount, recentSlots: bigint[]): boolean {
  const oldest = recentSlots.at(-1);
  return !table.isActive() && oldest !== undefined && table.state.deactivationSlot < oldest;
}

/** Bytes of a recent slot and its hash, and of their number before them. */
const [SLOT_BYTES, COUNT_BYTES] = [40, 8];
/** Recent slots that are looked at for a new table, where others may have been made in them. */
const SLOTS_FOR_TABLE = 8;

/**
 * The slots that the chain counts as recent, the latest first, as far as they are needed: all of them where a table waits to be
 * closed, else a few for each that is to be made. Slots without a block are not among them.
 */
async function fetchRecentSlots(
  reader: ChainReader,
  tables: AddressLookupTableAccount[],
  toMake: number,
): Promise<bigint[]> {
  const isWhole = tables.some((table) => !table.isActive());
  if (!isWhole && toMake === 0) return [];
  const bytes = COUNT_BYTES + SLOTS_FOR_TABLE * toMake * SLOT_BYTES;
  const slice = isWhole ? {} : { at: 0, bytes };
  const [account] = (await fetchRound(reader, [{ address: SYSVAR_SLOT_HASHES_PUBKEY, ...slice }])).accounts;
  if (!account) return [];
  const { data } = account;
  const count = Math.min(Number(readU64(data, 0)), Math.floor((data.length - COUNT_BYTES) / SLOT_BYTES));
  return Array.from({ length: count }, (_, index) => readU64(data, COUNT_BYTES + SLOT_BYTES * index));
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
  of: TableOwner,
  { deadline, pollEvery = POLL_EVERY, signal }: { deadline: number } & Pick<ClientOptions, "pollEvery" | "signal">,
): Promise<AddressLookupTableAccount[]> {
  const until = Date.now() + deadline;
  const tables = (await fetchLookupTables(reader, of)).filter((table) => table.isActive());
  const last = Math.max(-1, ...tables.map(({ state }) => state.lastExtendedSlot));
  while ((await reader.getSlot(readConfig(reader))) <= last) {
    if (Date.now() >= until) throw new TruestakeError("DeadlinePassed", "the lookup tables cannot be used yet");
    await pause(pollEvery, signal);
  }
  return tables;
}

/** What changes tables names none. */
function withoutTables(session: Session): Session {
  return { ...session, options: { ...session.options, lookupTables: undefined } };
}
