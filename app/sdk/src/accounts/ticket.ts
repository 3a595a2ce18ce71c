import type { GetProgramAccountsFilter, PublicKey } from "@solana/web3.js";
import bs58 from "bs58";
import { PROGRAM_ID } from "../deployment";
import { checkNumbers } from "../errors/arguments";
import { type Decoded, decode, offsetOf, sizeOf } from "../layout";
import { type ChainReader, COMMITMENT } from "./chain";
import { DISCRIMINATOR_BYTES, decoding, discriminatorOf, fetchExisting, fetchMany } from "./common";
import { fetchTicketQueue } from "./ticketQueue";

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

/** Decodes a ticket account. `AccountForeign` when the data is none. */
export function decodeTicket(address: PublicKey, data: Uint8Array): Ticket {
  return decoding("Ticket", data, (whole) => ({ ...decode("ticket", whole, DISCRIMINATOR_BYTES), address }));
}

/** Reads a ticket. `AccountMissing` when there is none (any more). */
export async function fetchTicket(reader: ChainReader, address: PublicKey, programId?: PublicKey): Promise<Ticket> {
  return decodeTicket(address, (await fetchExisting(reader, address, "the ticket", programId)).data);
}

/** What to look for with {@link fetchTickets}; each further field narrows the result. */
export interface TicketFilter {
  /** The program; the published one if not given. A `Deployment` has it, and the pool. */
  programId?: PublicKey | undefined;
  pool?: PublicKey | undefined;
  owner?: PublicKey | undefined;
  status?: TicketStatus | undefined;
}

/** All tickets that match, by sequence number. Asks the node to filter, which some public nodes refuse. */
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
  const found = await reader.getProgramAccounts(programId, { commitment: COMMITMENT, filters });
  return found
    .map(({ pubkey, account }) => decodeTicket(pubkey, account.data))
    .sort((a, b) => (a.sequence < b.sequence ? -1 : Number(a.sequence > b.sequence)));
}

/**
 * The tickets from the head of the queue on, in order, cancelled ones that still hold their place included; at most
 * `limit`. Needs no filtering by the node: the pool's ring of queued tickets has the addresses.
 */
export async function fetchQueue(
  reader: ChainReader,
  pool: { queue: PublicKey; nextSettlement: bigint; nextTicket: bigint },
  limit = Number.MAX_SAFE_INTEGER,
): Promise<Ticket[]> {
  checkNumbers({ limit }, Number.MAX_SAFE_INTEGER);
  const length = Math.min(Number(pool.nextTicket - pool.nextSettlement), limit);
  if (length === 0) return [];
  const queue = await fetchTicketQueue(reader, pool);
  // Since the pool was read the queue may have moved on: a place may be gone, or another ticket's.
  const sequences = Array.from({ length }, (_, place) => pool.nextSettlement + BigInt(place)).filter(
    (sequence) => sequence >= queue.base,
  );
  const addresses = sequences.map((sequence) => queue.ticket(sequence));
  const accounts = await fetchMany(reader, addresses);
  return addresses.flatMap((address, place) => {
    const account = accounts[place];
    // Claimed and closed since.
    const ticket = account ? decodeTicket(address, account.data) : undefined;
    return ticket && ticket.sequence === sequences[place] ? [ticket] : [];
  });
}
