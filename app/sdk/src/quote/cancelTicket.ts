import type { PoolSnapshot } from "../accounts/snapshot";
import { type Ticket, TicketStatus } from "../accounts/ticket";
import { programError } from "../errors";
import { buyBack } from "../math/ask";
import { afterIdling } from "../math/ticket";
import { minus } from "../math/units";
import { idleRateOf, isMovingAt, ledgerOf, outlookAt } from "./books";
import { claimOf } from "./ticket";

export interface CancellationQuote {
  /** Tokens that the owner gets back. */
  tokens: bigint;
  /** Tokens that are burned. */
  cost: bigint;
}

type Snapshot = Pick<PoolSnapshot, "pool" | "clock">;

/**
 * What cancelling a ticket gives back in the snapshot's slot, and costs. Nothing in the epoch of its order until the moving part
 * begins, and what an epoch's idling costs after that. In later epochs it is an exit and an entry: what the ticket would be paid
 * now, less what idles, buys tokens at what a deposit of its value when ordered would pay for them. Throws `TicketNotQueued` when
 * nothing is left to cancel, `ZeroResult` where no token would come back.
 *
 * @example
 * ```ts
 * const { tokens, cost } = quoteCancelTicket(snapshot, ticketAccount);
 * ```
 */
export function quoteCancelTicket(snapshot: Snapshot, ticket: Ticket): CancellationQuote {
  const isOpen = ticket.status === TicketStatus.Queued || ticket.status === TicketStatus.Returned;
  if (!isOpen || ticket.tokens === 0n) throw programError("TicketNotQueued");
  const tokens = tokensBack(snapshot, ticket);
  if (tokens === 0n) throw programError("ZeroResult");
  return { tokens, cost: minus(ticket.tokens, tokens) };
}

function tokensBack({ pool, clock }: Snapshot, ticket: Ticket): bigint {
  const rate = idleRateOf(pool);
  if (ticket.status === TicketStatus.Returned) return ticket.tokens;
  if (ticket.orderedEpoch === clock.epoch) {
    return isMovingAt(pool, clock) ? afterIdling(claimOf(ticket), rate) : ticket.tokens;
  }
  const { queued, expected } = outlookAt(pool, clock, ticket.orderedLamports);
  return buyBack(ledgerOf(pool, clock.slot), claimOf(ticket), queued, expected, rate);
}
