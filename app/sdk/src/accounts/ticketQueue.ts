import { PublicKey } from "@solana/web3.js";
import type { ChainReader } from "../chain";
import { decode, sizeOf } from "../layout";
import { checked, DISCRIMINATOR_BYTES, fetchExisting } from "./common";

/** The ring with the addresses of the queued tickets. */
export interface TicketQueue {
  pool: PublicKey;
  /** Sequence number whose place is the first; it wraps below zero. */
  base: bigint;
  /** Tickets that it holds at once; `growQueue` makes room for more. */
  capacity: bigint;
  /**
   * The address at the place of a sequence number: the ticket's while it is queued, a later one's after that. RangeError for
   * a number that has no place.
   */
  ticket(sequence: bigint): PublicKey;
}

const HEADER = DISCRIMINATOR_BYTES + sizeOf("ticketQueue");
const ADDRESS = 32;

/** Decodes the ring of a pool's queue. `AccountError` when the data is none. */
export function decodeTicketQueue(data: Uint8Array): TicketQueue {
  const buffer = checked("TicketQueue", data);
  const { pool, base } = decode("ticketQueue", buffer, DISCRIMINATOR_BYTES);
  const capacity = BigInt(Math.floor((buffer.length - HEADER) / ADDRESS));
  return {
    pool,
    base,
    capacity,
    ticket: (sequence) => {
      // The first place can be that of a number below zero, which has wrapped.
      const offset = BigInt.asIntN(64, sequence - base);
      if (offset < 0n || capacity === 0n) throw new RangeError(`no place for ticket ${sequence}: from ${base} on`);
      const at = HEADER + Number(offset % capacity) * ADDRESS;
      return new PublicKey(buffer.subarray(at, at + ADDRESS));
    },
  };
}

/** Reads the ring of a pool's queue. */
export async function fetchTicketQueue(reader: ChainReader, pool: { queue: PublicKey }): Promise<TicketQueue> {
  return decodeTicketQueue((await fetchExisting(reader, pool.queue, "the ring of queued tickets")).data);
}
