import { PublicKey } from "@solana/web3.js";
import { invalid } from "../errors/arguments";
import { decode, sizeOf } from "../layout";
import { type ChainReader, type Connected, originOf } from "../nodes/chain";
import { DISCRIMINATOR_BYTES, decoding, existing, fetchExisting } from "./common";
import { fetchRound, type Wanted } from "./round";

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

/** How a ring lies: that changes only when the ring grows. */
interface Ring {
  base: bigint;
  capacity: bigint;
}

/** Of the queues that a connection has read. */
const rings = /* @__PURE__ */ new WeakMap<Connected, Map<string, Ring>>();

/**
 * Reads the addresses at the places of `count` sequence numbers from `first` on; undefined where a number has no place any more. The
 * whole ring the first time, afterwards those places alone, while it lies as before.
 */
export async function fetchQueuePlaces(
  reader: ChainReader,
  pool: { queue: PublicKey; programId?: PublicKey | undefined },
  { first, count }: { first: bigint; count: number },
): Promise<(PublicKey | undefined)[]> {
  const known = rings.get(originOf(reader))?.get(pool.queue.toBase58());
  const sequences = Array.from({ length: count }, (_, at) => first + BigInt(at));
  const slices = known ? slicesOf(pool.queue, known, first, count) : undefined;
  if (known && slices) {
    // The last byte of a place that a longer ring would have: an account may end with a part of one.
    const beyond = { address: pool.queue, at: header() + Number(known.capacity + 1n) * ADDRESS - 1, bytes: 1 };
    const { accounts } = await fetchRound(reader, [{ address: pool.queue, at: 0, bytes: header() }, beyond, ...slices]);
    const [head, more, ...parts] = accounts;
    const { data } = existing(head, pool.queue, "the ring of queued tickets");
    // One that has grown may have its base where it was.
    if (decodeTicketQueue(data).base === known.base && more?.data.length === 0) {
      return parts.flatMap((part) => addressesIn(part?.data ?? new Uint8Array()));
    }
  }
  const ring = await fetchTicketQueue(reader, pool);
  const of = rings.get(originOf(reader)) ?? new Map<string, Ring>();
  rings.set(originOf(reader), of.set(pool.queue.toBase58(), { base: ring.base, capacity: ring.capacity }));
  return sequences.map((sequence) => (sequence >= ring.base ? ring.ticket(sequence) : undefined));
}

/** Where the places of some numbers lie: in one piece, or in two where they go on at the beginning; undefined for too many. */
function slicesOf(
  address: PublicKey,
  { base, capacity }: Ring,
  first: bigint,
  count: number,
): [Wanted, ...Wanted[]] | undefined {
  if (first < base || BigInt(count) > capacity) return undefined;
  const start = Number((first - base) % capacity);
  const before = Math.min(count, Number(capacity) - start);
  const slice = (place: number, places: number): Wanted => ({
    ...{ address, at: header() + place * ADDRESS, bytes: places * ADDRESS },
  });
  return before < count ? [slice(start, before), slice(0, count - before)] : [slice(start, count)];
}

const addressesIn = (data: Uint8Array): PublicKey[] =>
  Array.from(
    { length: Math.floor(data.length / ADDRESS) },
    (_, at) => new PublicKey(data.subarray(at * ADDRESS, (at + 1) * ADDRESS)),
  );
