import type { PoolSnapshot } from "../accounts/snapshot";
import type { StakeHistory } from "../accounts/stakeHistory";
import { type Ticket, TicketStatus } from "../accounts/ticket";
import { coolDownEpochs } from "../math/coolDown";
import { type Claim, type Payment, pay, payFrom } from "../math/ticket";
import { max } from "../math/units";
import { priceAt, unmovableStake, unreleasedAt, withReserve } from "./books";

export interface TicketQuote {
  /** Lamports that the ticket has been paid, and pays for the rest if that is settled now; its rent comes on top. */
  lamports: bigint;
  /** Lamports of the fee on the rest; 0 once it is settled. */
  fee: bigint;
  /** Lamports that are paid and not claimed yet. */
  claimable: bigint;
  /** What the reserve pays on it now: the rest, or a part of it. Undefined while it waits, and when nothing is left of it. */
  payment?: Payment | undefined;
  /** Why it is not paid now, if that were tried; undefined when it can be, or is. */
  waitsFor?: "TicketOutOfOrder" | "TicketNotDue" | "ReserveTooLow" | undefined;
}

type Snapshot = Pick<PoolSnapshot, "pool" | "clock" | "reserveBalance" | "reserveRent" | "stakeRent">;

/**
 * What is still to be paid on a ticket.
 *
 * @example
 * ```ts
 * const { tokens, ordered } = claimOf(ticketAccount);
 * ```
 */
export function claimOf({ tokens, orderedLamports: ordered, fee }: Ticket): Claim {
  return { tokens, ordered, fee };
}

/**
 * What a ticket pays if it is settled in the snapshot's slot.
 *
 * @example
 * ```ts
 * const { lamports, waitsFor } = quoteTicket(snapshot, ticketAccount);
 * ```
 */
export function quoteTicket(snapshot: Snapshot, ticket: Ticket): TicketQuote {
  const { paidLamports, claimableLamports: claimable } = ticket;
  if (ticket.status !== TicketStatus.Queued) return { lamports: paidLamports, fee: 0n, claimable };
  const { clock } = snapshot;
  const pool = withReserve(snapshot);
  const [claim, bid, unreleased] = [claimOf(ticket), priceAt(pool, clock.slot), unreleasedAt(pool, clock.slot)];
  const { net, fee } = pay(claim, bid, unreleased);
  const quote = { lamports: paidLamports + net, fee, claimable };
  if (ticket.sequence !== pool.nextSettlement) return { ...quote, waitsFor: "TicketOutOfOrder" };
  if (ticket.orderedEpoch >= clock.epoch) return { ...quote, waitsFor: "TicketNotDue" };
  const payment = payFrom(claim, pool.reserveLamports, bid, unreleased);
  if (payment) return { ...quote, payment };
  // Where no stake is left that could come back, the queue passes it and its owner can take the tokens back.
  const nothingComes = pool.coolingLamports === 0n && pool.stakedLamports <= unmovableStake(pool);
  return nothingComes ? quote : { ...quote, waitsFor: "ReserveTooLow" };
}

/** Where a ticket stands in the queue. */
export interface TicketPosition {
  /** Places before it, cancelled ones included; 0 at the head, and once it has left the queue. */
  position: bigint;
  /** Lamports of the tickets before it that are not paid yet, cancelled ones included. */
  lamportsAhead: bigint;
  /**
   * Epoch in which all of it can be settled, if the cranks run. What is ordered before the moving part of an epoch is SOL from
   * the next epoch on; what is ordered in it, one later, unless there is enough in the reserve or on its way there. Without the
   * stake history the cluster's limit on what cools down in an epoch is not counted. One epoch later where only a part is needed of
   * stake that cannot be divided yet (it warms up, or its transient account is in use), where rents have risen (what comes back
   * fills up the accounts that hold less than today's first), or where stake was lost and no update has seen it yet. One later, too, where
   * tickets are worth less than what was ordered: the fees of those that are paid first lift what the rest is worth. One earlier where what
   * is earned meanwhile is all that was missing.
   */
  expectedEpoch: bigint;
}

/**
 * Where a ticket stands, from the accounts alone.
 *
 * @example
 * ```ts
 * const { position, expectedEpoch } = ticketPosition(snapshot, ticketAccount);
 * ```
 */
export function ticketPosition(
  snapshot: Pick<PoolSnapshot, "pool" | "clock">,
  ticket: Ticket,
  stakeHistory?: StakeHistory,
): TicketPosition {
  const { pool, clock } = snapshot;
  if (ticket.status !== TicketStatus.Queued || ticket.sequence < pool.nextSettlement) {
    const expected = ticket.status === TicketStatus.Settled ? ticket.settledEpoch : clock.epoch;
    return { position: 0n, lamportsAhead: 0n, expectedEpoch: expected };
  }
  const position = ticket.sequence - pool.nextSettlement;
  // Of the head a part may be paid, which the count has passed already.
  const lamportsAhead = position === 0n ? 0n : BigInt.asUintN(64, ticket.queueStart - pool.cumulativePassedLamports);
  const { net } = pay(claimOf(ticket), priceAt(pool, clock.slot), unreleasedAt(pool, clock.slot));
  const ordered = { orderedEpoch: ticket.orderedEpoch, late: ticket.late !== 0, needed: lamportsAhead + net };
  return { position, lamportsAhead, expectedEpoch: expectedEpoch(snapshot, ordered, stakeHistory) };
}

/**
 * Epoch in which the reserve has the `needed` lamports, a ticket's and those of all before it, for one that was ordered in
 * `orderedEpoch`.
 *
 * @example
 * ```ts
 * const epoch = expectedEpoch(snapshot, { orderedEpoch: clock.epoch, late: false, needed: 1_000_000_000n });
 * ```
 */
export function expectedEpoch(
  { pool, clock }: Pick<PoolSnapshot, "pool" | "clock">,
  { orderedEpoch, late, needed }: { orderedEpoch: bigint; late: boolean; needed: bigint },
  stakeHistory?: StakeHistory,
): bigint {
  // No ticket is settled in the epoch of its order.
  const due = max(orderedEpoch + 1n, clock.epoch);
  if (pool.reserveLamports >= needed) return due;
  const missing = needed - pool.reserveLamports;
  // What is deactivated in an epoch is back in the next, as far as the cluster's limit allows.
  const back = (from: bigint): bigint => {
    const epochs = stakeHistory ? coolDownEpochs(missing, clock.epoch, stakeHistory) : 1n;
    return max(due, from + epochs);
  };
  if (pool.coolingLamports >= missing) return back(clock.epoch);
  const waits = late && orderedEpoch === clock.epoch;
  return back(waits ? clock.epoch + 1n : clock.epoch);
}

/**
 * Whether nothing of a ticket is left to be paid, cancelled or passed: claiming it closes its account.
 *
 * @example
 * ```ts
 * console.log(isDone(pool, ticketAccount));
 * ```
 */
export function isDone({ nextSettlement }: Pick<PoolSnapshot["pool"], "nextSettlement">, ticket: Ticket): boolean {
  return ticket.sequence < nextSettlement && ticket.status !== TicketStatus.Queued && ticket.tokens === 0n;
}

/**
 * Whether `claim_ticket` does something: pays what is paid on the ticket, or gives the rent of one that is done back. After a rise of
 * the rent one that stays may have nothing to give though it was paid: see `claimableNow`.
 *
 * @example
 * ```ts
 * console.log(isClaimable(pool, ticketAccount));
 * ```
 */
export function isClaimable(pool: Pick<PoolSnapshot["pool"], "nextSettlement">, ticket: Ticket): boolean {
  return ticket.claimableLamports > 0n || isDone(pool, ticket);
}
