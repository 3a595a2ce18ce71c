import { PublicKey } from "@solana/web3.js";
import { invalid } from "../errors/arguments";
import { decode, sizeOf } from "../layout";
import type { ChainReader } from "../nodes/chain";
import { DISCRIMINATOR_BYTES, decoding, fetchExisting } from "./common";

/** The ring with the addresses of the queued tickets. */
export interface TicketQueue {
  pool: PublicKey;
  /** Sequence number whose place is the first; it wraps below zero. */
  base: bigint;
  /** Tickets that it holds at once; `growQueue` makes room for more. */
  capacity: bigint;
  /**
   * The address at the place of a sequence number: the ticket's while it is queued, a later one's after that. `InvalidArgument` for
   * a number that has no place.
   */
  ticket(sequence: bigint): PublicKey;
}

const header = (): number => DISCRIMINATOR_BYTES + sizeOf("ticketQueue");
const ADDRESS = 32;

/**
 * Decodes the ring of a pool's queue. `AccountForeign` when the data is none.
 *
 * @example
 * ```ts
 * const head = decodeTicketQueue(data).ticket(pool.nextSettlement);
 * ```
 */
export function decodeTicketQueue(data: Uint8Array): TicketQueue {
  return decoding("TicketQueue", data, (whole) => {
    const { pool, base } = decode("ticketQueue", whole, DISCRIMINATOR_BYTES);
    const capacity = BigInt(Math.floor((whole.length - header()) / ADDRESS));
    return {
      ...{ pool, base, capacity },
      ticket: (sequence) => {
        // The first place can be that of a number below zero, which has wrapped.
        const offset = BigInt.asIntN(64, sequence - base);
        if (offset < 0n || capacity === 0n)
          throw invalid("sequence", sequence, `a ticket's number with a place, from ${base} on`);
        const at = header() + Number(offset % capacity) * ADDRESS;
        return new PublicKey(whole.subarray(at, at + ADDRESS));
      },
    };
  });
}

/**
 * Reads the ring of a pool's queue.
 *
 * @example
 * ```ts
 * const { capacity } = await fetchTicketQueue(connection, pool);
 * ```
 */
export async function fetchTicketQueue(
  reader: ChainReader,
  pool: { queue: PublicKey; programId?: PublicKey | undefined },
): Promise<TicketQueue> {
  return decodeTicketQueue(
    (await fetchExisting(reader, pool.queue, "the ring of queued tickets", pool.programId)).data,
  );
}
