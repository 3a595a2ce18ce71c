import type { GetProgramAccountsFilter, PublicKey } from "@solana/web3.js";
import bs58 from "bs58";
import { chosenAddress, type PoolId, PROGRAM_ID } from "../deployment";
import { checkNumbers } from "../errors/arguments";
import { type Decoded, decode, offsetOf, sizeOf } from "../layout";
import { type ChainReader, readConfig } from "../nodes/chain";
import { DISCRIMINATOR_BYTES, decoding, discriminatorOf, existing, fetchExisting, fetchMany } from "./common";
import type { RawAccount } from "./round";
import { fetchQueuePlaces } from "./ticketQueue";

/** Where a ticket stands. */
export enum TicketStatus {
  /** Waits for its turn and for SOL in the reserve; a part may be paid already. */
  Queued = 0,
  /** Paid in full. */
  Settled = 1,
  /** Gave its remaining tokens back; stays until the queue has passed it. */
  Cancelled = 2,
  /** The queue has passed it since nothing could pay the rest: `cancelTicket` gives its owner the remaining tokens back. */
  Returned = 3,
}

/**
 * A delayed unstake. `tokens` are what has been neither paid nor given back, and `orderedLamports` the most that those pay,
 * before the fee; `paidLamports` is what was paid in all, `claimableLamports` what of that waits to be claimed.
 */
export type Ticket = Omit<Decoded<"ticket">, "status"> & {
  /** The ticket's own address. */
  address: PublicKey;
  status: TicketStatus;
};

/**
 * Decodes a ticket account. `AccountForeign` when the data is none.
 *
 * @example
 * ```ts
 * const { tokens } = decodeTicket(address, data);
 * ```
 */
export function decodeTicket(address: PublicKey, data: Uint8Array): Ticket {
  return decoding("Ticket", data, (whole) => ({ ...decode("ticket", whole, DISCRIMINATOR_BYTES), address }));
}

/**
 * Reads a ticket. `AccountMissing` when there is none (any more).
 *
 * @example
 * ```ts
 * const { claimableLamports } = await fetchTicket(connection, ticket);
 * ```
 */
export async function fetchTicket(reader: ChainReader, address: PublicKey, programId?: PublicKey): Promise<Ticket> {
  return decodeTicket(address, (await fetchExisting(reader, address, "the ticket", programId)).data);
}

/**
 * Decodes a ticket's account as it was read. `AccountMissing` where there is none, `AccountForeign` where it is another program's.
 *
 * @example
 * ```ts
 * const { owner: holder } = decodeTicketAccount(ticket, account);
 * ```
 */
export function decodeTicketAccount(address: PublicKey, account: RawAccount | null, programId = PROGRAM_ID): Ticket {
  return decodeTicket(address, existing(account, address, "the ticket", programId).data);
}

/** Nonces that are looked at together. */
export const NONCES = 64;
/** Windows of them that are always looked at: the second is used while the first is full. */
const WINDOWS = 2;

/** The addresses of a window of an owner's nonces. */
export function nonceAddresses(
  kind: "ticket" | "exit",
  pool: PoolId,
  owner: PublicKey,
  window: number,
): { nonce: bigint; address: PublicKey; bump: number }[] {
  return Array.from({ length: NONCES }, (_, place) => {
    const nonce = BigInt(window * NONCES + place);
    const [address, bump] = chosenAddress(kind, pool, owner, nonce);
    return { nonce, address, bump };
  });
}

/**
 * The tickets that `owner` has ordered with the lowest nonces, as `orderUnstake` of the actions does, and still has; by sequence
 * number. Needs no filtering by the node. What was ordered with other nonces, or received, is found by its address: `received`
 * names it, and events and `fetchTickets` tell it.
 *
 * @example
 * ```ts
 * const tickets = await fetchOwnTickets(connection, pool, { owner, received: [ticket] });
 * ```
 */
export async function fetchOwnTickets(
  reader: ChainReader,
  pool: PoolId,
  { owner, received = [] }: { owner: PublicKey; received?: readonly PublicKey[] | undefined },
): Promise<Ticket[]> {
  const tickets: Ticket[] = [];
  const look = async (addresses: readonly PublicKey[]): Promise<number> => {
    const accounts = await fetchMany(reader, [...addresses]);
    let found = 0;
    addresses.forEach((address, place) => {
      const account = accounts[place];
      // Lamports alone, which anybody may send, are no ticket.
      if (!account?.owner.equals(pool.programId)) return;
      found++;
      const ticket = decodeTicket(address, account.data);
      const isNew = !tickets.some((other) => other.address.equals(address));
      if (isNew && ticket.owner.equals(owner) && ticket.pool.equals(pool.pool)) tickets.push(ticket);
    });
    return found;
  };
  const addressesOf = (window: number) => nonceAddresses("ticket", pool, owner, window).map(({ address }) => address);
  const first = Array.from({ length: WINDOWS }, (_, window) => addressesOf(window));
  const founds = await Promise.all([...first, received].map(look));
  let last = founds[WINDOWS - 1] ?? 0;
  for (let window = WINDOWS; last > 0; window++) last = await look(addressesOf(window));
  return tickets.sort(bySequence);
}

const bySequence = (a: Ticket, b: Ticket): number => (a.sequence < b.sequence ? -1 : Number(a.sequence > b.sequence));

/** What to look for with {@link fetchTickets}; each further field narrows the result. */
export interface TicketFilter {
  /** The program; the published one if not given. A `Deployment` has it, and the pool. */
  programId?: PublicKey | undefined;
  pool?: PublicKey | undefined;
  owner?: PublicKey | undefined;
  status?: TicketStatus | undefined;
}

/**
 * All tickets that match, by sequence number. Asks the node to filter, which some public nodes refuse.
 *
 * @example
 * ```ts
 * const tickets = await fetchTickets(connection, { ...pool, owner, status: TicketStatus.Settled });
 * ```
 */
export async function fetchTickets(reader: ChainReader, filter: TicketFilter): Promise<Ticket[]> {
  const { programId = PROGRAM_ID } = filter;
  const field = (name: "pool" | "owner" | "status", bytes: Uint8Array): GetProgramAccountsFilter => ({
    memcmp: { offset: DISCRIMINATOR_BYTES + offsetOf("ticket", name), bytes: bs58.encode(bytes) },
  });
  const filters: GetProgramAccountsFilter[] = [
    { dataSize: DISCRIMINATOR_BYTES + sizeOf("ticket") },
    { memcmp: { offset: 0, bytes: bs58.encode(discriminatorOf("Ticket")) } },
  ];
  if (filter.pool) filters.push(field("pool", filter.pool.toBytes()));
  if (filter.owner) filters.push(field("owner", filter.owner.toBytes()));
  if (filter.status !== undefined) filters.push(field("status", Uint8Array.of(filter.status)));
  const found = await reader.getProgramAccounts(programId, { ...readConfig(reader), filters });
  return found.map(({ pubkey, account }) => decodeTicket(pubkey, account.data)).sort(bySequence);
}

/**
 * The tickets from the head of the queue on, in order, cancelled ones that still hold their place included; at most
 * `limit`. Needs no filtering by the node: the pool's ring of queued tickets has the addresses.
 *
 * @example
 * ```ts
 * const [head] = await fetchQueue(connection, pool, 1);
 * ```
 */
export async function fetchQueue(
  reader: ChainReader,
  pool: { queue: PublicKey; nextSettlement: bigint; nextTicket: bigint },
  limit = Number.MAX_SAFE_INTEGER,
): Promise<Ticket[]> {
  checkNumbers({ limit }, Number.MAX_SAFE_INTEGER);
  const length = Math.min(Number(pool.nextTicket - pool.nextSettlement), limit);
  if (length === 0) return [];
  const places = await fetchQueuePlaces(reader, pool, { first: pool.nextSettlement, count: length });
  // Since the pool was read the queue may have moved on: a place may be gone, or another ticket's.
  const found = places.flatMap((address, place) =>
    address ? [{ address, sequence: pool.nextSettlement + BigInt(place) }] : [],
  );
  const accounts = await fetchMany(
    reader,
    found.map(({ address }) => address),
  );
  return found.flatMap(({ address, sequence }, place) => {
    const account = accounts[place];
    // Claimed and closed since.
    const ticket = account ? decodeTicket(address, account.data) : undefined;
    return ticket && ticket.sequence === sequence ? [ticket] : [];
  });
}
