import { feesOf } from "../accounts/pool";
import type { PoolSnapshot } from "../accounts/snapshot";
import type { StakeHistory } from "../accounts/stakeHistory";
import { programError } from "../errors";
import { MINIMUM_TICKET_LAMPORTS } from "../layout/constants";
import { charge } from "../math/fee";
import { lamportsFor, type Price } from "../math/price";
import { isMovingAt, priceAt } from "./books";
import { requireFresh } from "./fresh";
import { expectedEpoch } from "./ticket";

export interface UnstakeQuote {
  /** Lamports that the ticket pays, unless the price falls before it is settled. */
  lamports: bigint;
  /** Lamports of the ticket fee, ceiled. */
  fee: bigint;
  /** Lamports of the tickets before it. */
  lamportsAhead: bigint;
  /** Sequence number that the ticket gets, unless somebody is faster. */
  sequence: bigint;
  /** Whether it is ordered in the epoch's moving part: stake is deactivated for it in the next epoch's only. */
  late: boolean;
  /** Epoch in which it can be settled; see `TicketPosition`. */
  expectedEpoch: bigint;
  price: Price;
}

/**
 * What a ticket for `tokens` is worth in the snapshot's slot, and when it is paid; with the stake history the cluster's limit on
 * cooling down is counted. Throws the error that the program would refuse with.
 *
 * @example
 * ```ts
 * const { lamports, expectedEpoch } = quoteOrderUnstake(snapshot, 1_000_000_000n);
 * ```
 */
export function quoteOrderUnstake(
  snapshot: Pick<PoolSnapshot, "pool" | "clock">,
  tokens: bigint,
  stakeHistory?: StakeHistory,
): UnstakeQuote {
  const { pool, clock } = snapshot;
  if (tokens === 0n) throw programError("ZeroAmount");
  requireFresh(snapshot);
  const price = priceAt(pool, clock.slot);
  const value = lamportsFor(price, tokens);
  if (value < MINIMUM_TICKET_LAMPORTS) throw programError("TicketTooSmall");
  const { net, fee } = charge(value, feesOf(pool).ticket);
  const lamportsAhead = BigInt.asUintN(64, pool.cumulativeOrderedLamports - pool.cumulativePassedLamports);
  const late = isMovingAt(pool, clock);
  const ordered = { orderedEpoch: clock.epoch, late, needed: lamportsAhead + net };
  return {
    lamports: net,
    fee,
    lamportsAhead,
    sequence: pool.nextTicket,
    late,
    expectedEpoch: expectedEpoch(snapshot, ordered, stakeHistory),
    price,
  };
}
