// One transaction of settled tickets, as keepers and users send it.
import type { PublicKey } from "@solana/web3.js";
import { type Ticket, TicketStatus } from "../accounts/ticket";
import * as build from "../instructions/settleTickets";
import { fits } from "../transaction/compile";
import type { Batch } from "../transaction/send";

/** Most tickets to settle in one transaction. */
export const MOST_SETTLED = 24;

type Pool = Parameters<typeof build.settleTickets>[0]["pool"];

/** Whether a ticket can be settled in `epoch`, or only holds its place: two keepers at once then refuse each other nothing. */
function isDue({ status, orderedEpoch }: Ticket, epoch: bigint): boolean {
  return status !== TicketStatus.Queued || orderedEpoch < epoch;
}

/** Settles the head of the queue, and as many of the tickets behind it as are due and fit into a transaction. */
export function settlementOf(
  pool: Pool,
  queue: readonly Ticket[],
  { payer, epoch, leaving }: { payer: PublicKey; epoch: bigint; leaving: number },
): Batch & { tickets: number } {
  const firstYoung = queue.findIndex((ticket) => !isDue(ticket, epoch));
  let some = firstYoung < 0 ? queue : queue.slice(0, Math.max(firstYoung, 1));
  const of = (tickets: readonly Ticket[]) => [
    build.settleTickets({ pool, tickets: tickets.map(({ address }) => address) }),
  ];
  while (some.length > 1 && !fits(payer, of(some), undefined, leaving)) some = some.slice(0, -1);
  return { instructions: of(some), tickets: some.length };
}
