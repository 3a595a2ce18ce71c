import type { Pool } from "../accounts/pool";
import type { PoolSnapshot } from "../accounts/snapshot";
import { type Ticket, TicketStatus } from "../accounts/ticket";
import { programError } from "../errors";
import { cancellation } from "../math/ticket";
import { min, minus, plus, saturatingMinus } from "../math/units";
import { idleRateOf, isMovingAt } from "./books";
import { claimOf } from "./ticket";

export interface CancellationQuote {
  /** Tokens that the owner gets back. */
  tokens: bigint;
  /** Tokens that are burned, ceiled: what the stake that was moved for the ticket would have earned. */
  cost: bigint;
  /** Lamports of the ticket that stake was moved for. */
  movedLamports: bigint;
}

/**
 * What cancelling a ticket gives back in the snapshot's slot, and costs. Nothing in the epoch of its order until the moving part
 * begins, or all that epoch when it was ordered in that part; and nothing for what no stake was moved for. Throws
 * `TicketNotQueued` when nothing is left to cancel.
 *
 * @example
 * ```ts
 * const { tokens, cost } = quoteCancelTicket(snapshot, ticketAccount);
 * ```
 */
export function quoteCancelTicket(
  { pool, clock }: Pick<PoolSnapshot, "pool" | "clock">,
  ticket: Ticket,
): CancellationQuote {
  const isOpen = ticket.status === TicketStatus.Queued || ticket.status === TicketStatus.Returned;
  if (!isOpen || ticket.tokens === 0n) throw programError("TicketNotQueued");
  const isFree = ticket.orderedEpoch === clock.epoch && (ticket.late !== 0 || !isMovingAt(pool, clock));
  if (isFree || ticket.status === TicketStatus.Returned) {
    return { tokens: ticket.tokens, cost: 0n, movedLamports: 0n };
  }
  const movedLamports = movedFor(pool, ticket.orderedLamports);
  const cost = cancellation(claimOf(ticket), movedLamports, idleRateOf(pool));
  return { tokens: minus(ticket.tokens, cost), cost, movedLamports };
}

/** Stake that was moved for the queue and that the rest of it does not need without a claim of `lamports`. */
function movedFor(pool: Pool, lamports: bigint): bigint {
  const others = minus(pool.queuedLamports, lamports);
  const free = saturatingMinus(pool.reserveLamports, pool.queueReturnedLamports);
  const spare = saturatingMinus(plus(pool.queueMovedLamports, free), others);
  return min(min(spare, pool.queueMovedLamports), lamports);
}
