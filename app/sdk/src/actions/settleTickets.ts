import { fetchQueue } from "../accounts/ticket";
import { MOST_SETTLED, settlementOf } from "../cranks/settle";
import { type ErrorName, isError } from "../errors";
import { quoteTicket } from "../quote/ticket";
import type { Sent } from "../transaction/details";
import { reporting } from "../transaction/partly";
import { EPOCH_ENDED, retrying, SETTLEMENT_RACES } from "../transaction/races";
import { nodesIn, type Session, send, spareBytes, walletOf } from "../transaction/session";
import { freshly, lookAt, update } from "./internal/look";

export interface Settled {
  transactions: Sent[];
  /** Why the queue's head is not settled, or not all of it; undefined when the queue is empty. */
  waitsFor: ErrorName | undefined;
}

/** What it reads of the pool. */
const PARTS = ["pool", "clock", "reserveBalance", "reserveRent", "stakeRent"] as const;

/**
 * Settles tickets from the head of the queue on, as far as the reserve goes: what is left over pays a part of the next. Sends
 * what a ticket's account lacks of a rent that has risen first. What somebody else settles meanwhile is done. `PartlyDone` with
 * what was settled when an error stops the rest.
 *
 * @example
 * ```ts
 * const { transactions, waitsFor } = await keeper.settleTickets();
 * ```
 */
export async function settleTickets(session: Session): Promise<Settled> {
  const { publicKey: payer } = walletOf(session);
  const nodes = nodesIn(session);
  const transactions: Sent[] = [];
  const settleAll = async (): Promise<Settled> => {
    let { snapshot } = await freshly(session, async () => ({ snapshot: await lookAt(session, PARTS) }), update);
    for (let tidied = false; ; ) {
      const { pool, clock } = snapshot;
      const queue = await fetchQueue(nodes, pool, MOST_SETTLED);
      const [head] = queue;
      if (!head) return { transactions, waitsFor: undefined };
      const { waitsFor } = quoteTicket(snapshot, head);
      if (waitsFor === "ReserveTooLow" && !tidied) {
        // What has cooled down may still be in stake accounts that somebody has only measured.
        await update(session, true);
        snapshot = await lookAt(session, PARTS);
        tidied = true;
        continue;
      }
      if (waitsFor && waitsFor !== "TicketOutOfOrder") return { transactions, waitsFor };
      const options = { payer, epoch: clock.epoch, leaving: spareBytes(session) };
      transactions.push(await send(session, settlementOf(pool, queue, options).instructions));
      snapshot = await lookAt(session, PARTS);
      const { nextSettlement, queuedLamports } = snapshot.pool;
      const isStuck = nextSettlement === pool.nextSettlement && queuedLamports === pool.queuedLamports;
      if (isStuck) return { transactions, waitsFor: undefined };
    }
  };
  return reporting(transactions, async () => {
    try {
      return await retrying([...EPOCH_ENDED, ...SETTLEMENT_RACES], settleAll);
    } catch (error) {
      // Somebody else is always faster: the queue moves on.
      if (isError(error, ...SETTLEMENT_RACES)) return { transactions, waitsFor: error.name };
      throw error;
    }
  });
}
