import type { PoolSnapshot } from "../accounts/snapshot";
import { type Ticket, TicketStatus } from "../accounts/ticket";
import { withProgramErrors } from "../errors";
import { settle } from "../math/ticket";
import { max } from "../math/units";
import { priceAt } from "./books";

export interface TicketQuote {
  /** Lamports the ticket pays if it is settled now, or has been settled for; its rent comes on top. */
  lamports: bigint;
  /** Lamports of its fee; 0 once it is settled. */
  fee: bigint;
  /** Why it is not settled now, if it were tried; undefined when it can be, or is. */
  waitsFor?: "TicketOutOfOrder" | "TicketNotDue" | "ReserveTooLow";
}

/** What a ticket pays if it is settled in the snapshot's slot. */
export function quoteTicket({ pool, clock }: Pick<PoolSnapshot, "pool" | "clock">, ticket: Ticket): TicketQuote {
  if (ticket.status !== TicketStatus.Queued) return { lamports: ticket.settledLamports, fee: 0n };
  const { net, fee } = withProgramErrors(() =>
    settle(ticket.tokens, ticket.orderedLamports, ticket.fee, priceAt(pool, clock.slot)),
  );
  const quote = { lamports: net, fee };
  if (ticket.sequence !== pool.nextSettlement) return { ...quote, waitsFor: "TicketOutOfOrder" };
  if (ticket.orderedEpoch >= clock.epoch) return { ...quote, waitsFor: "TicketNotDue" };
  return net > pool.reserveLamports ? { ...quote, waitsFor: "ReserveTooLow" } : quote;
}

/** Where a ticket stands in the queue. */
export interface TicketPosition {
  /** Places before it, cancelled ones included; 0 at the head, and once it has left the queue. */
  position: bigint;
  /** Lamports of the tickets before it, cancelled ones included. */
  lamportsAhead: bigint;
  /** Epoch in which it can be settled, if the cranks run and the cluster's cool-down limit does not bind. */
  expectedEpoch: bigint;
}

/** Where a ticket stands, from the accounts alone. */
export function ticketPosition({ pool, clock }: Pick<PoolSnapshot, "pool" | "clock">, ticket: Ticket): TicketPosition {
  if (ticket.status !== TicketStatus.Queued || ticket.sequence < pool.nextSettlement) {
    const expectedEpoch = ticket.status === TicketStatus.Settled ? ticket.settledEpoch : clock.epoch;
    return { position: 0n, lamportsAhead: 0n, expectedEpoch };
  }
  const lamportsAhead = BigInt.asUintN(64, ticket.queueStart - pool.settledCount);
  const inReserve = pool.reserveLamports >= lamportsAhead + ticket.orderedLamports;
  return {
    position: ticket.sequence - pool.nextSettlement,
    lamportsAhead,
    // What is deactivated in one epoch is back in the next.
    expectedEpoch: max(ticket.orderedEpoch + 1n, inReserve ? clock.epoch : clock.epoch + 1n),
  };
}
