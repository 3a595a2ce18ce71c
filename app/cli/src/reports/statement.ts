// What a wallet did with a pool's token, epoch by epoch, from the node's own history. Opening plus rows is closing, or the epoch is
// marked; what the node does not keep is named as a gap and never made up.
import type { Connection, PublicKey, VersionedTransactionResponse } from "@solana/web3.js";
import {
  decodeEvents,
  fetchClock,
  formatPrice,
  type PriceEntry,
  type TruestakeClient,
  type TruestakeEvent,
  tokenAddress,
} from "@truestake/sdk";
import * as math from "@truestake/sdk/math";
import { utc } from "../output/words";

/** One thing that moved tokens, shares or SOL. Amounts are the wallet's changes. */
export interface Row {
  time: string | null;
  epoch: bigint;
  slot: bigint;
  signature: string;
  /** The program's events, or `transfer` where tokens moved without one, or `other`. */
  what: string;
  tokens: bigint;
  shares: bigint;
  lamports: bigint;
  /** Of the fee, as far as the wallet paid it; a part of `lamports`. */
  fee: bigint;
  /** Rent put into new accounts of the wallet's, or come back; a part of `lamports`. */
  rent: bigint;
}

export interface Period {
  epoch: bigint;
  opening: bigint;
  rows: Row[];
  closing: bigint;
  /** Whether opening and rows give closing. */
  balances: boolean;
  /** SOL per token after the epoch's update, and what the closing tokens are worth at it; null where the history has none. */
  price: string | null;
  worth: bigint | null;
}

export interface Gap {
  /** Between which signatures; null for the beginning and the end. */
  after: string | null;
  before: string | null;
  /** Tokens that came or went there. */
  tokens: bigint;
  says: string;
}

export interface Statement {
  wallet: string;
  mint: string;
  periods: Period[];
  gaps: Gap[];
  complete: boolean;
}

interface Point {
  row: Row;
  before: bigint;
  after: bigint;
}

const PAGE = 1_000;

/** All signatures of an address that the node keeps, oldest first. */
async function signaturesOf(
  connection: Connection,
  address: PublicKey,
): Promise<{ signature: string; slot: number }[]> {
  const found: { signature: string; slot: number }[] = [];
  for (let before: string | undefined; ; ) {
    const page = await connection.getSignaturesForAddress(
      address,
      { limit: PAGE, ...(before ? { before } : {}) },
      "confirmed",
    );
    found.push(...page.filter(({ err }) => err === null));
    before = page.at(-1)?.signature;
    if (page.length < PAGE) return found.reverse();
  }
}

function tokenChange(meta: NonNullable<VersionedTransactionResponse["meta"]>, at: number): [bigint, bigint] {
  const of = (balances: typeof meta.preTokenBalances) =>
    BigInt(balances?.find(({ accountIndex }) => accountIndex === at)?.uiTokenAmount.amount ?? 0);
  return [of(meta.preTokenBalances), of(meta.postTokenBalances)];
}

/** What one transaction did to the wallet. */
function pointOf(
  { transaction, meta, slot, blockTime }: VersionedTransactionResponse,
  {
    signature,
    wallet,
    accounts,
    epochOf,
    programId,
  }: {
    signature: string;
    wallet: PublicKey;
    accounts: { tokens: PublicKey; shares: PublicKey };
    epochOf: (slot: bigint) => bigint;
    programId: PublicKey;
  },
): Point | undefined {
  if (!meta) return undefined;
  const keys = transaction.message.getAccountKeys({ accountKeysFromLookups: meta.loadedAddresses ?? null });
  const all = Array.from({ length: keys.length }, (_, at) => keys.get(at) as PublicKey);
  const placeOf = (key: PublicKey) => all.findIndex((each) => each.equals(key));
  const change = (at: number) => (at < 0 ? 0n : BigInt(meta.postBalances[at] ?? 0) - BigInt(meta.preBalances[at] ?? 0));
  const [own, tokenAt, shareAt] = [placeOf(wallet), placeOf(accounts.tokens), placeOf(accounts.shares)];
  const [before, after] = tokenAt < 0 ? [0n, 0n] : tokenChange(meta, tokenAt);
  const [sharesBefore, sharesAfter] = shareAt < 0 ? [0n, 0n] : tokenChange(meta, shareAt);
  const events: TruestakeEvent[] = decodeEvents(meta.logMessages, programId);
  const moved = before !== after || sharesBefore !== sharesAfter;
  const what = events.length > 0 ? events.map(({ name }) => name).join("+") : moved ? "transfer" : "other";
  return {
    before,
    after,
    row: {
      ...{ time: blockTime ? utc(blockTime) : null, epoch: epochOf(BigInt(slot)), slot: BigInt(slot), signature, what },
      ...{ tokens: after - before, shares: sharesAfter - sharesBefore, lamports: change(own) },
      fee: own === 0 ? BigInt(meta.fee) : 0n,
      // What its token accounts hold in SOL is nothing but their rent.
      rent: -(change(tokenAt) + change(shareAt)),
    },
  };
}

/** The statement of a wallet, whose token account is the associated one. */
export async function statementOf(
  client: TruestakeClient,
  connection: Connection,
  wallet: PublicKey,
): Promise<Statement> {
  const { deployment } = client;
  const accounts = {
    tokens: tokenAddress(deployment.mint, wallet),
    shares: tokenAddress(deployment.liquidityPool.liquidityMint, wallet),
  };
  const [clock, history, schedule] = await Promise.all([
    fetchClock(client.connection),
    client.history(),
    connection.getEpochSchedule(),
  ]);
  const epochOf = (slot: bigint) => BigInt(schedule.getEpoch(Number(slot)));
  const known = new Map<string, { signature: string; slot: number }>();
  for (const address of [accounts.tokens, accounts.shares]) {
    for (const each of await signaturesOf(connection, address)) known.set(each.signature, each);
  }
  const gaps: Gap[] = [];
  const points: Point[] = [];
  // Within a slot the node's order is the order of execution.
  for (const { signature } of [...known.values()].sort((a, b) => a.slot - b.slot)) {
    const found = await connection.getTransaction(signature, {
      commitment: "confirmed",
      maxSupportedTransactionVersion: 0,
    });
    const options = { signature, wallet, accounts, epochOf, programId: deployment.programId };
    const point = found && pointOf(found, options);
    if (point) points.push(point);
    else
      gaps.push({ after: signature, before: signature, tokens: 0n, says: "the node does not keep this transaction" });
  }
  // Transactions of the shares alone say nothing of the tokens.
  const ordered = points.filter(({ before, after, row }) => before !== after || before > 0n || row.shares === 0n);
  const first = ordered[0];
  if (first && first.before > 0n) {
    gaps.unshift({
      after: null,
      before: first.row.signature,
      tokens: first.before,
      says: "the node's history begins later",
    });
  }
  for (const [at, point] of ordered.entries()) {
    const next = ordered[at + 1];
    if (!next || next.before === point.after) continue;
    const says = "tokens moved in between, by transactions that the node does not keep";
    gaps.push({ after: point.row.signature, before: next.row.signature, tokens: next.before - point.after, says });
  }
  const held = await connection.getTokenAccountBalance(accounts.tokens, "confirmed").catch(() => undefined);
  const balance = BigInt(held?.value.amount ?? 0);
  const last = ordered.at(-1);
  if (balance !== (last?.after ?? 0n)) {
    const tokens = balance - (last?.after ?? 0n);
    gaps.push({
      after: last?.row.signature ?? null,
      before: null,
      tokens,
      says: "the account holds something else now",
    });
  }
  return {
    ...{ wallet: wallet.toBase58(), mint: deployment.mint.toBase58(), gaps, complete: gaps.length === 0 },
    periods: periodsOf(points, ordered, { entries: history.entries, until: clock.epoch, balance }),
  };
}

function periodsOf(
  points: readonly Point[],
  ordered: readonly Point[],
  { entries, until, balance }: { entries: readonly PriceEntry[]; until: bigint; balance: bigint },
): Period[] {
  const begin = points[0]?.row.epoch;
  if (begin === undefined) return [];
  const periods: Period[] = [];
  let opening = ordered[0]?.before ?? 0n;
  for (let epoch = begin; epoch <= until; epoch++) {
    const rows = points.filter(({ row }) => row.epoch === epoch).map(({ row }) => row);
    const own = ordered.filter(({ row }) => row.epoch === epoch);
    const next = ordered.find(({ row }) => row.epoch > epoch);
    // What the chain says of the epoch's end: never what the rows add up to.
    const closing = next?.before ?? (epoch === until || own.length === 0 ? balance : (own.at(-1) as Point).after);
    const sum = rows.reduce((total, { tokens }) => total + tokens, 0n);
    const entry = entries.find((each) => each.epoch === epoch);
    periods.push({
      ...{ epoch, opening, rows, closing, balances: opening + sum === closing },
      price: entry ? formatPrice(entry) : null,
      worth: entry ? math.lamportsFor(entry, closing) : null,
    });
    opening = closing;
  }
  return periods;
}
