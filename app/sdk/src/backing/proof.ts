import { type PublicKey, SystemProgram } from "@solana/web3.js";
import { DISCRIMINATOR_BYTES, fetchMany, type RawAccount } from "../accounts/common";
import type { LiquidityPool } from "../accounts/liquidityPool";
import { fetchRent } from "../accounts/rent";
import { fetchSnapshot, type PoolSnapshot } from "../accounts/snapshot";
import { decodeStakeAccount } from "../accounts/stakeAccount";
import { fetchTickets, type Ticket, TicketStatus } from "../accounts/ticket";
import { fetchTicketQueue, type TicketQueue } from "../accounts/ticketQueue";
import { decodeMint, tokenAmount } from "../accounts/token";
import { StakeStatus, type ValidatorRecord } from "../accounts/validatorList";
import { type PoolId, transientAddress } from "../deployment";
import { sizeOf } from "../layout";
import { charge } from "../math/fee";
import { min } from "../math/units";
import type { ChainReader } from "../nodes/chain";
import { totalAt, unreleasedAt } from "../quote/books";

/** Lamports, units of the pool's token or of its liquidity pool's shares, or a number of things. */
export type BackingUnit = "lamports" | "tokens" | "shares" | "count";

/** One thing that was checked. */
export interface BackingDetail {
  check: string;
  /** What its two numbers are of. */
  unit: BackingUnit;
  ok: boolean;
  /** What it should be at least, or exactly. */
  owed: bigint;
  /** What the accounts show. */
  held: bigint;
}

/** Whether the accounts hold what the books say. Lamports, all of them. */
export interface Backing {
  ok: boolean;
  /** What holders are owed by the books: the total and what is still to be released, and what tickets were paid. */
  owed: bigint;
  /** What the pool's accounts hold, rents of stake accounts included, and the SOL of tickets that were paid. */
  held: bigint;
  slot: bigint;
  details: BackingDetail[];
}

/** Reads of the accounts before giving up on finding them unchanged. */
const ATTEMPTS = 5;

/**
 * Fetches every account of a pool and recomputes its books from what they hold. `held` may exceed `owed`: rewards that
 * nobody has measured yet, and donations. It may only fall short, until somebody measures, by a loss of the epoch.
 */
export async function proofOfBacking(reader: ChainReader, deployment: PoolId): Promise<Backing> {
  for (let attempt = 1; ; attempt++) {
    const before = await fetchSnapshot(reader, deployment);
    const accounts = await fetchAccounts(reader, before);
    const after = await fetchSnapshot(reader, deployment);
    // Accounts of different moments prove nothing.
    if (sameBooks(before, after) || attempt === ATTEMPTS) return prove(before, accounts);
  }
}

interface Accounts {
  /** The stake account that stays and the transient one of each record, in turn. */
  stakes: { record: ValidatorRecord; address: PublicKey; booked: bigint; account: RawAccount | null }[];
  tickets: { ticket: Ticket; lamports: bigint }[];
  ticketRent: bigint;
  queue: TicketQueue;
  mint: RawAccount | null;
  escrow: RawAccount | null;
  liquidity: LiquidityAccounts | undefined;
}

interface LiquidityAccounts {
  state: LiquidityPool;
  sol: RawAccount | null;
  tokens: RawAccount | null;
  mint: RawAccount | null;
}

async function fetchAccounts(reader: ChainReader, snapshot: PoolSnapshot): Promise<Accounts> {
  const { pool, validators } = snapshot;
  const expected = validators.records().flatMap((record) => {
    const stake = { record, address: record.stake, booked: record.stakeLamports };
    const address = transientAddress(pool, record.vote, record.transientBump);
    const transient = { record, address, booked: record.transientLamports };
    return [
      ...(record.stakeStatus === StakeStatus.None ? [] : [stake]),
      ...(record.transientStatus === StakeStatus.None ? [] : [transient]),
    ];
  });
  const [stakes, tickets, queue, [mint = null, escrow = null], rentOf] = await Promise.all([
    fetchMany(
      reader,
      expected.map(({ address }) => address),
    ),
    fetchTickets(reader, { pool: pool.pool, programId: pool.programId }),
    fetchTicketQueue(reader, pool),
    fetchMany(reader, [pool.mint, pool.escrow]),
    fetchRent(reader),
  ]);
  const balances = await fetchMany(
    reader,
    tickets.map(({ address }) => address),
  );
  return {
    stakes: expected.map((each, index) => ({ ...each, account: stakes[index] ?? null })),
    tickets: tickets.map((ticket, index) => ({ ticket, lamports: BigInt(balances[index]?.lamports ?? 0) })),
    ticketRent: rentOf(DISCRIMINATOR_BYTES + sizeOf("ticket")),
    queue,
    mint,
    escrow,
    liquidity: snapshot.liquidity && (await fetchLiquidityAccounts(reader, snapshot.liquidity)),
  };
}

async function fetchLiquidityAccounts(reader: ChainReader, state: LiquidityPool): Promise<LiquidityAccounts> {
  const [sol = null, tokens = null, mint = null] = await fetchMany(reader, [state.sol, state.tokens, state.mint]);
  return { state, sol, tokens, mint };
}

function prove(snapshot: PoolSnapshot, accounts: Accounts): Backing {
  const { pool, clock, validators } = snapshot;
  const details: BackingDetail[] = [];
  const atLeast = (unit: BackingUnit, check: string, owed: bigint, held: bigint) =>
    details.push({ check, unit, ok: held >= owed, owed, held });
  const exactly = (unit: BackingUnit, check: string, owed: bigint, held: bigint) =>
    details.push({ check, unit, ok: held === owed, owed, held });
  const none = (check: string, count: number) => exactly("count", check, 0n, BigInt(count));

  const owed = totalAt(pool, clock.slot) + unreleasedAt(pool, clock.slot);
  const reserve = snapshot.reserveBalance - snapshot.reserveRent;
  const staked = sum(accounts.stakes, ({ account }) => BigInt(account?.lamports ?? 0));
  // Measured gains and losses are in the books of the accounts before they are in the total.
  atLeast("lamports", "lamports of the pool", owed + pool.pendingGain - pool.pendingLoss, reserve + staked);
  atLeast("lamports", "lamports of the reserve", pool.reserveLamports, reserve);
  atLeast("lamports", "lamports of the stake accounts", pool.stakedLamports, staked);
  none("stake accounts with fewer lamports than booked", count(accounts.stakes, isShort));
  none(
    "stake accounts that are not the pool's alone",
    count(accounts.stakes, (each) => isForeign(pool.stakeAuthority, each)),
  );
  none("delegations to another validator", count(accounts.stakes, isMisdelegated));

  const records = validators.records();
  const booked = sum(records, (record) => record.stakeLamports + record.transientLamports);
  exactly("lamports", "books of the validators", pool.stakedLamports, booked);
  exactly(
    "lamports",
    "books of what cools down",
    pool.coolingLamports,
    sum(records, (record) => record.coolingLamports),
  );
  exactly("count", "validators in the list", BigInt(pool.validatorCount), BigInt(validators.count));
  atLeast(
    "count",
    "stake addresses with a rent, at most",
    BigInt(accounts.stakes.length),
    BigInt(pool.stakeAccountCount),
  );
  exactly(
    "count",
    "sum of the scores",
    validators.totalScore,
    sum(records, ({ score }) => BigInt(score)),
  );
  const clipped = records.filter((record) => record.clipped !== 0);
  exactly(
    "count",
    "scores whose limit binds",
    validators.clippedScore,
    sum(clipped, ({ score }) => BigInt(score)),
  );
  exactly(
    "lamports",
    "caps that bind",
    validators.clippedCaps,
    sum(clipped, ({ clipped, clippedLimit }) => (clipped === 1 ? 0n : clippedLimit)),
  );
  exactly(
    "count",
    "largest shares that bind, in basis points",
    validators.clippedShare,
    sum(clipped, ({ clipped, clippedLimit }) => (clipped === 1 ? clippedLimit : 0n)),
  );
  exactly(
    "lamports",
    "stake that cannot be deactivated, by accounts that cannot be read or told",
    pool.stuckLamports,
    sum(records, ({ stuckLamports }) => stuckLamports),
  );

  const tickets = accounts.tickets.map(({ ticket }) => ticket);
  const queued = tickets.filter(({ status }) => status === TicketStatus.Queued);
  const returned = tickets.filter(({ status }) => status === TicketStatus.Returned);
  const claimable = sum(tickets, ({ claimableLamports }) => claimableLamports);
  const paid = accounts.tickets.filter(({ ticket }) => ticket.claimableLamports > 0n);
  const ticketLamports = sum(paid, (each) => claimableIn(each, accounts.ticketRent));
  exactly(
    "tokens",
    "tokens of queued tickets",
    pool.queuedTokens,
    sum(queued, ({ tokens }) => tokens),
  );
  exactly(
    "lamports",
    "lamports of queued tickets",
    pool.queuedLamports,
    sum(queued, ({ orderedLamports }) => orderedLamports),
  );
  exactly(
    "lamports",
    "fees of queued tickets",
    pool.queuedFees,
    sum(queued, ({ orderedLamports, fee }) => charge(orderedLamports, fee).fee),
  );
  none(
    "queued tickets that the ring does not lead to",
    count(queued, (ticket) => !isInRing(accounts.queue, pool.nextSettlement, ticket)),
  );
  const left = pool.queuedTokens + sum(returned, ({ tokens }) => tokens);
  atLeast("tokens", "tokens in escrow", left, tokenAmount(pool.escrow, accounts.escrow));
  atLeast("lamports", "lamports of paid tickets", claimable, ticketLamports);
  none(
    "tickets with fewer lamports than were paid to them",
    count(paid, ({ ticket, lamports }) => lamports < ticket.claimableLamports),
  );

  atLeast("tokens", "tokens issued, at most", snapshot.mintSupply, pool.supply);
  const mint = decodeMint(pool.mint, accounts.mint);
  none("authorities over the mint that are not the pool's", Number(!mint.mintAuthority?.equals(pool.mintAuthority)));
  none("authorities that could freeze tokens", Number(mint.freezeAuthority !== undefined));

  if (accounts.liquidity) {
    const { state, sol, tokens, mint: shares } = accounts.liquidity;
    atLeast(
      "lamports",
      "lamports of the liquidity pool",
      state.solLamports,
      BigInt(sol?.lamports ?? 0) - snapshot.reserveRent,
    );
    atLeast("tokens", "tokens of the liquidity pool", state.tokenAmount, tokenAmount(state.tokens, tokens));
    atLeast(
      "shares",
      "shares of the liquidity pool issued, at most",
      decodeMint(state.mint, shares).supply,
      state.shares - state.lockedShares,
    );
  }

  return {
    ok: details.every(({ ok }) => ok),
    owed: owed + claimable,
    held: reserve + staked + ticketLamports,
    slot: clock.slot,
    details,
  };
}

function sum<T>(items: T[], amount: (item: T) => bigint): bigint {
  return items.reduce((total, item) => total + amount(item), 0n);
}

function count<T>(items: T[], is: (item: T) => boolean): number {
  return items.filter(is).length;
}

/** What a ticket holds beside its rent: all of what it was paid, however rent has changed since. */
function claimableIn({ ticket, lamports }: Accounts["tickets"][number], rent: bigint): bigint {
  const aboveRent = lamports > rent ? lamports - rent : 0n;
  return aboveRent > ticket.claimableLamports ? aboveRent : min(lamports, ticket.claimableLamports);
}

/** Whether a queued ticket is still ahead of its turn and has its place in the ring, where those look who settle. */
function isInRing(queue: TicketQueue, head: bigint, { address, sequence }: Ticket): boolean {
  return sequence >= head && sequence >= queue.base && queue.ticket(sequence).equals(address);
}

function isShort({ account, booked }: Accounts["stakes"][number]): boolean {
  return BigInt(account?.lamports ?? 0) < booked;
}

/** The rent of a transient account may still lie at its address without an account; nobody else can sign for that. */
function isForeign(authority: PublicKey, { address, account }: Accounts["stakes"][number]): boolean {
  const stake = decodeStakeAccount(address, account);
  if (!stake) return account !== null && !account.owner.equals(SystemProgram.programId);
  return !stake.staker.equals(authority) || !stake.withdrawer.equals(authority) || stake.locked;
}

function isMisdelegated({ record, address, account }: Accounts["stakes"][number]): boolean {
  const delegation = decodeStakeAccount(address, account)?.delegation;
  return delegation !== undefined && !delegation.vote.equals(record.vote);
}

function sameBooks(a: PoolSnapshot, b: PoolSnapshot): boolean {
  const text = ({ pool, liquidity, mintSupply: supply, reserveBalance }: PoolSnapshot): string =>
    JSON.stringify([pool, liquidity ?? null, supply, reserveBalance], (_, value) =>
      typeof value === "bigint" ? `${value}` : value,
    );
  return text(a) === text(b);
}
