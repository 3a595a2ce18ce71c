import type { PoolSnapshot } from "../accounts/snapshot";
import { MINIMUM_TICKET_LAMPORTS } from "../constants";
import { programError, withProgramErrors } from "../errors";
import { charge } from "../math/fee";
import { lamportsFor, type Price } from "../math/price";
import { priceAt } from "./books";
import { requireFresh } from "./fresh";

export interface UnstakeQuote {
  /** Lamports that the ticket pays, unless the price falls before it is settled. */
  lamports: bigint;
  /** Lamports of the ticket fee, ceiled. */
  fee: bigint;
  /** Lamports of the tickets before it. */
  lamportsAhead: bigint;
  /** Sequence number that the ticket gets, unless somebody is faster. */
  sequence: bigint;
  price: Price;
}

/** What a ticket for `tokens` is worth in the snapshot's slot. Throws the error that the program would refuse with. */
export function quoteOrderUnstake(snapshot: Pick<PoolSnapshot, "pool" | "clock">, tokens: bigint): UnstakeQuote {
  const { pool, clock } = snapshot;
  if (tokens === 0n) throw programError("ZeroAmount");
  requireFresh(snapshot);
  return withProgramErrors(() => {
    const price = priceAt(pool, clock.slot);
    const value = lamportsFor(price, tokens);
    if (value < MINIMUM_TICKET_LAMPORTS) throw programError("TicketTooSmall");
    const { net, fee } = charge(value, pool.fees.ticket);
    const lamportsAhead = BigInt.asUintN(64, pool.orderedCount - pool.settledCount);
    return { lamports: net, fee, lamportsAhead, sequence: pool.nextTicket, price };
  });
}
