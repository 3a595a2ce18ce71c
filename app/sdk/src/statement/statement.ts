// What a wallet did with a pool, epoch by epoch, from the node's own history. Opening plus rows is closing, or the epoch is
// marked; what the node does not keep is named as a gap and never made up.
import {
  type Connection,
  PublicKey,
  SolanaJSONRPCError,
  StakeProgram,
  type VersionedTransactionResponse,
} from "@solana/web3.js";
import { fetchPriceHistory, type PriceEntry } from "../accounts/priceHistory";
import { fetchClock } from "../accounts/sysvars";
import { fetchOwnTickets, fetchTickets } from "../accounts/ticket";
import { tokenAddress } from "../accounts/token";
import type { Deployment } from "../deployment";
import { decodeEvents, type TruestakeEvent } from "../history/events";
import { formatPrice, lamportsFor } from "../math/price";
import { utc } from "../words";
import { retold } from "./retelling";

/** One thing that moved tokens, shares or SOL. Amounts are the wallet's changes. */
export interface Row {
  time: string | null;
  epoch: bigint;
  slot: bigint;
  signature: string;
  /** The program's events, or `failed`, `transfer` where tokens moved without an event, or `other`. */
  what: string;
  tokens: bigint;
  shares: bigint;
  lamports: bigint;
  /** Of the fee, as far as the wallet paid it; a part of `lamports`. */
  fee: bigint;
  /** Rent that the wallet paid for new accounts (below 0), or got back; a part of `lamports`. */
  rent: bigint;
  /** Whether the transaction's instructions and events account for all of `lamports`. */
  explained: boolean;
}

export interface Period {
  epoch: bigint;
  opening: bigint;
  openingLamports: bigint;
  rows: Row[];
  closing: bigint;
  closingLamports: bigint;
  /** Whether opening and rows give closing, in tokens and in SOL. */
  balances: boolean;
  /** SOL per token after the epoch's update, and what the closing tokens are worth at it; null where the history has none. */
  price: string | null;
  worth: bigint | null;
}

export interface Gap {
  /** Between which signatures; null for the beginning and the end. */
  after: string | null;
  before: string | null;
  /** Tokens and SOL that came or went there, as far as that is known. */
  tokens: bigint;
  lamports: bigint;
  why: GapReason;
  /** The same in words. */
  says: string;
}

/**
 * Why there is a gap: more transactions than are read (`cut`), a transaction that the node does not keep (`lost`) or that cannot be
 * read (`unread`); or balances that no transaction explains, before the first (`begins`), between two (`between`), or at the end (`end`).
 */
export type GapReason = "cut" | "lost" | "unread" | "begins" | "between" | "end";

export interface Statement {
  wallet: string;
  mint: string;
  periods: Period[];
  gaps: Gap[];
  /** No gap, every epoch adds up, and every row is explained. */
  complete: boolean;
}

/** How far back a statement goes. */
export interface Reach {
  /** The last epochs, the present one included; all if not given. */
  epochs?: number;
  /** The most transactions of one address that are read, the newest ones. */
  most?: number;
}

/** A balance around a transaction. */
interface Change {
  before: bigint;
  after: bigint;
}

interface Point {
  row: Row;
  /** Null where the transaction does not name the account. */
  tokens: Change | null;
  lamports: Change | null;
}

const KINDS = ["tokens", "lamports"] as const;
type Kind = (typeof KINDS)[number];

const PAGE = 1_000;
const MOST = 5_000;
const READ_AT_ONCE = 8;
const STAKE_BYTES = StakeProgram.space;

/** Signatures of an address from a slot on, newest first, failed ones too; `isCut` where there are more than `most`. */
async function signaturesOf(
  connection: Connection,
  address: PublicKey,
  { from, most }: { from: number; most: number },
): Promise<{ found: { signature: string; slot: number }[]; isCut: boolean }> {
  const found: { signature: string; slot: number }[] = [];
  for (let before: string | undefined; ; ) {
    const limit = Math.min(PAGE, most + 1 - found.length);
    const page = await connection.getSignaturesForAddress(
      address,
      { limit, ...(before ? { before } : {}) },
      "confirmed",
    );
    found.push(...page.filter(({ slot }) => slot >= from));
    before = page.at(-1)?.signature;
    if (found.length > most) return { found: found.slice(0, most), isCut: true };
    if (page.length < limit || page.some(({ slot }) => slot < from)) return { found, isCut: false };
  }
}

/** JSON-RPC errors that say something of one transaction, not of the node: it is not there any more, or of an unknown version. */
const LOST = [-32_004, -32_007, -32_009, -32_011];
const VERSION = -32_015;

/** A transaction, or why there is none. */
async function read(
  connection: Connection,
  signature: string,
): Promise<VersionedTransactionResponse | "lost" | "unread"> {
  try {
    const config = { commitment: "confirmed", maxSupportedTransactionVersion: 1 } as const;
    const found = await connection.getTransaction(signature, config);
    return found?.meta ? found : "lost";
  } catch (error) {
    const code = error instanceof SolanaJSONRPCError ? Number(error.code) : undefined;
    if (code !== undefined && LOST.includes(code)) return "lost";
    const { name, message } = error instanceof Error ? error : { name: "", message: "" };
    // What web3.js makes of an answer in a form that it does not know.
    const isUnread = code === VERSION || name === "StructError" || /^Expected a version/.test(message);
    if (!isUnread) throw error;
    return "unread";
  }
}

function tokenChange(meta: NonNullable<VersionedTransactionResponse["meta"]>, at: number): Change | null {
  if (at < 0) return null;
  const of = (balances: typeof meta.preTokenBalances) =>
    BigInt(balances?.find(({ accountIndex }) => accountIndex === at)?.uiTokenAmount.amount ?? 0);
  return { before: of(meta.preTokenBalances), after: of(meta.postTokenBalances) };
}

const changed = (change: Change | null): bigint => (change ? change.after - change.before : 0n);

/** Whether an event tells of the wallet as an owner, who need not be among the transaction's accounts. */
function isOf({ data }: TruestakeEvent, wallet: PublicKey): boolean {
  const { owner, oldOwner, newOwner } = data as Partial<Record<"owner" | "oldOwner" | "newOwner", PublicKey>>;
  return [owner, oldOwner, newOwner].some((each) => each?.equals(wallet));
}

interface Subject {
  wallet: PublicKey;
  accounts: { tokens: PublicKey; shares: PublicKey };
  epochOf: (slot: bigint) => bigint;
  programId: PublicKey;
  stakeRent: bigint;
}

/** What one transaction did to the wallet; undefined where that is nothing. */
function pointOf(found: VersionedTransactionResponse, signature: string, subject: Subject): Point | undefined {
  const { transaction, meta, slot, blockTime } = found;
  const { wallet, accounts, epochOf, programId, stakeRent } = subject;
  if (!meta) return undefined;
  const keys = transaction.message
    .getAccountKeys({ accountKeysFromLookups: meta.loadedAddresses ?? null })
    .keySegments()
    .flat();
  const placeOf = (key: PublicKey) => keys.findIndex((each) => each.equals(key));
  const own = placeOf(wallet);
  const lamports =
    own < 0 ? null : { before: BigInt(meta.preBalances[own] ?? 0), after: BigInt(meta.postBalances[own] ?? 0) };
  const tokens = tokenChange(meta, placeOf(accounts.tokens));
  const shares = changed(tokenChange(meta, placeOf(accounts.shares)));
  const isFailed = meta.err !== null;
  const events = isFailed ? [] : decodeEvents(meta.logMessages, programId);
  const moved = changed(tokens) !== 0n || shares !== 0n;
  const fee = own === 0 ? BigInt(meta.fee) : 0n;
  if (!moved && changed(lamports) === 0n && fee === 0n && !events.some((event) => isOf(event, wallet))) {
    return undefined;
  }
  const other = isFailed ? "failed" : moved ? "transfer" : "other";
  const what = events.length > 0 ? events.map(({ name }) => name).join("+") : other;
  const told = lamports && retold({ ...found, meta }, { keys, own, events, programId, stakeRent });
  return {
    ...{ tokens, lamports },
    row: {
      ...{ time: blockTime ? utc(blockTime) : null, epoch: epochOf(BigInt(slot)), slot: BigInt(slot), signature, what },
      ...{ tokens: changed(tokens), shares, lamports: changed(lamports), fee, rent: told?.rent ?? 0n },
      explained: told === null || told.after === lamports?.after,
    },
  };
}

/**
 * Points in the order of execution. A node lists those of one address in order, but two addresses' lists do not say how those of a
 * slot follow each other: balances do.
 */
function inOrder(points: readonly Point[]): Point[] {
  const left = [...points].sort((a, b) => Number(a.row.slot - b.row.slot));
  const ordered: Point[] = [];
  const now: Partial<Record<Kind, bigint>> = {};
  while (left.length > 0) {
    const ofSlot = left.findIndex(({ row }) => row.slot !== left[0]?.row.slot);
    const next = left.slice(0, ofSlot < 0 ? left.length : ofSlot);
    const fits = (point: Point) =>
      KINDS.every((kind) => !point[kind] || now[kind] === undefined || point[kind].before === now[kind]);
    const [point] = left.splice(Math.max(0, next.findIndex(fits)), 1) as [Point];
    for (const kind of KINDS) if (point[kind]) now[kind] = point[kind].after;
    ordered.push(point);
  }
  return ordered;
}

const latest = (a: bigint, b: bigint): bigint => (a > b ? a : b);

/** The tickets that the wallet holds; received ones only where the node filters accounts, which some refuse. */
async function ticketsOf(connection: Connection, id: Deployment, owner: PublicKey): Promise<PublicKey[]> {
  const [own, all] = await Promise.all([
    fetchOwnTickets(connection, id, { owner }),
    fetchTickets(connection, { pool: id.pool, owner, programId: id.programId }).catch(() => []),
  ]);
  return [...new Set([...own, ...all].map(({ address }) => address.toBase58()))].map((each) => new PublicKey(each));
}

const WORDS: Record<Kind, Record<Exclude<GapReason, "cut" | "lost" | "unread">, string>> = {
  tokens: {
    begins: "the node's history begins later",
    between: "tokens moved in between, by transactions that the node does not keep",
    end: "the account holds something else now",
  },
  lamports: {
    begins: "the node's history begins later",
    between: "SOL moved in between, by no transaction that the node keeps",
    end: "the wallet holds something else now",
  },
};

const UNREADABLE = {
  lost: "the node does not keep this transaction",
  unread: "this transaction is of a version or form that cannot be read",
} as const;

/** What the balances of one kind show to be missing. `begin` is what there has to be before the first row; undefined: anything. */
function gapsOf(kind: Kind, points: readonly Point[], begin: bigint | undefined, balance: bigint): Gap[] {
  const gaps: Gap[] = [];
  let last: { signature: string | null; after: bigint | undefined } = { signature: null, after: begin };
  const gap = (before: string | null, missing: bigint, why: keyof (typeof WORDS)[Kind]) => {
    if (missing === 0n) return;
    const says = WORDS[kind][why];
    gaps.push({ after: last.signature, before, tokens: 0n, lamports: 0n, why, says, [kind]: missing });
  };
  for (const { row, [kind]: change } of points) {
    if (!change) continue;
    const why = last.signature === null ? "begins" : "between";
    gap(row.signature, change.before - (last.after ?? change.before), why);
    last = { signature: row.signature, after: change.after };
  }
  gap(null, balance - (last.after ?? balance), "end");
  return gaps;
}

/**
 * What a wallet did with a pool, epoch by epoch: all transactions of the wallet, of its associated token accounts and of its tickets,
 * with what each changed. Amounts are lamports and token units. What the node does not keep is among `gaps`. `AccountMissing` where
 * there is no such pool; otherwise the node's own errors.
 *
 * @example
 * ```ts
 * import { statementCsv, statementOf } from "@truestake/sdk/statement";
 *
 * console.log(statementCsv(await statementOf(connection, client.deployment, owner, { epochs: 10 })));
 * ```
 */
export async function statementOf(
  connection: Connection,
  id: Deployment,
  wallet: PublicKey,
  { epochs, most = MOST }: Reach = {},
): Promise<Statement> {
  const accounts = {
    tokens: tokenAddress(id.mint, wallet),
    shares: tokenAddress(id.liquidityPool.liquidityMint, wallet),
  };
  const [clock, history, schedule, tickets, stakeRent] = await Promise.all([
    fetchClock(connection),
    fetchPriceHistory(connection, id),
    connection.getEpochSchedule(),
    ticketsOf(connection, id, wallet),
    connection.getMinimumBalanceForRentExemption(STAKE_BYTES),
  ]);
  const begin = epochs === undefined ? undefined : latest(0n, clock.epoch + 1n - BigInt(epochs));
  const from = begin === undefined ? 0 : schedule.getFirstSlotInEpoch(Number(begin));
  const known = new Map<string, { signature: string; slot: number }>();
  const gaps: Gap[] = [];
  // The wallet's own come first: nearly all others are among them, and of a slot they are in order.
  for (const address of [wallet, accounts.tokens, accounts.shares, ...tickets]) {
    const { found, isCut } = await signaturesOf(connection, address, { from, most });
    for (const each of found.reverse()) if (!known.has(each.signature)) known.set(each.signature, each);
    if (!isCut) continue;
    const says = `older transactions of ${address.toBase58()} are not read: there are more than ${most}; ask for fewer epochs`;
    gaps.push({ after: null, before: found[0]?.signature ?? null, tokens: 0n, lamports: 0n, why: "cut", says });
  }
  const subject: Subject = {
    ...{ wallet, accounts, programId: id.programId, stakeRent: BigInt(stakeRent) },
    epochOf: (slot) => BigInt(schedule.getEpoch(Number(slot))),
  };
  const signatures = [...known.values()].sort((a, b) => a.slot - b.slot).map(({ signature }) => signature);
  const points: Point[] = [];
  for (let at = 0; at < signatures.length; at += READ_AT_ONCE) {
    const some = signatures.slice(at, at + READ_AT_ONCE);
    const founds = await Promise.all(some.map((signature) => read(connection, signature)));
    for (const [place, signature] of some.entries()) {
      const found = founds[place] as VersionedTransactionResponse | "lost" | "unread";
      if (typeof found === "string") {
        const says = UNREADABLE[found];
        gaps.push({ after: signature, before: signature, tokens: 0n, lamports: 0n, why: found, says });
        continue;
      }
      const point = pointOf(found, signature, subject);
      if (point) points.push(point);
    }
  }
  const ordered = inOrder(points);
  const [held, lamports] = await Promise.all([
    connection.getTokenAccountBalance(accounts.tokens, "confirmed").catch(() => undefined),
    connection.getBalance(wallet, "confirmed"),
  ]);
  const balance = { tokens: BigInt(held?.value.amount ?? 0), lamports: BigInt(lamports) };
  for (const kind of KINDS) gaps.push(...gapsOf(kind, ordered, begin === undefined ? 0n : undefined, balance[kind]));
  const periods = periodsOf(ordered, {
    ...{ entries: history.entries, from: begin ?? ordered[0]?.row.epoch, until: clock.epoch, balance },
  });
  const isWhole = periods.every(({ balances, rows }) => balances && rows.every(({ explained }) => explained));
  return {
    ...{ wallet: wallet.toBase58(), mint: id.mint.toBase58(), periods, gaps },
    complete: gaps.length === 0 && isWhole,
  };
}

interface Span {
  entries: readonly PriceEntry[];
  from: bigint | undefined;
  until: bigint;
  balance: Readonly<Record<Kind, bigint>>;
}

function periodsOf(points: readonly Point[], { entries, from, until, balance }: Span): Period[] {
  if (from === undefined) return [];
  // What the chain says of an epoch's beginning or end: never what the rows add up to.
  const beginning = (kind: Kind) => points.find((point) => point[kind])?.[kind]?.before ?? balance[kind];
  const ending = (kind: Kind, epoch: bigint): bigint => {
    const named = points.filter((point) => point[kind]);
    const next = named.find(({ row }) => row.epoch > epoch);
    const own = named.filter(({ row }) => row.epoch === epoch);
    return next?.[kind]?.before ?? (epoch === until ? undefined : own.at(-1)?.[kind]?.after) ?? balance[kind];
  };
  const periods: Period[] = [];
  let [opening, openingLamports] = [beginning("tokens"), beginning("lamports")];
  for (let epoch = from; epoch <= until; epoch++) {
    const rows = points.filter(({ row }) => row.epoch === epoch).map(({ row }) => row);
    const [closing, closingLamports] = [ending("tokens", epoch), ending("lamports", epoch)];
    const sum = (kind: Kind) => rows.reduce((total, row) => total + row[kind], 0n);
    const balances = opening + sum("tokens") === closing && openingLamports + sum("lamports") === closingLamports;
    const entry = entries.find((each) => each.epoch === epoch);
    periods.push({
      ...{ epoch, opening, openingLamports, rows, closing, closingLamports, balances },
      price: entry ? formatPrice(entry) : null,
      worth: entry ? lamportsFor(entry, closing) : null,
    });
    [opening, openingLamports] = [closing, closingLamports];
  }
  return periods;
}
