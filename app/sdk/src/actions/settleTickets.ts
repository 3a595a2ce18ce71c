import { fetchQueue } from "../accounts/ticket";
import type { ErrorName } from "../errors";
import * as instructions from "../instructions";
import { quoteTicket } from "../quote/ticket";
import { EPOCH_ENDED, retrying } from "../races";
import { fits } from "../transaction/compile";
import type { Sent } from "../transaction/send";
import { look, type Session, send, update } from "./session";

export interface Settled {
  transactions: Sent[];
  /** Why the queue's head is not settled; undefined when the queue is empty. */
  waitsFor: ErrorName | undefined;
}

/** Most tickets to settle in one transaction. */
const MOST = 24;

/** Settles tickets from the head of the queue on, as far as the reserve goes. */
export function settleTickets(session: Session): Promise<Settled> {
  const { connection, wallet, options } = session;
  const { programId } = options;
  const transactions: Sent[] = [];
  return retrying(EPOCH_ENDED, async () => {
    let { snapshot } = await update(session);
    for (let ordered = false; ; ) {
      const queue = await fetchQueue(connection, snapshot.pool, MOST, programId);
      const [head] = queue;
      if (!head) return { transactions, waitsFor: undefined };
      const { waitsFor } = quoteTicket(snapshot, head);
      if (waitsFor === "ReserveTooLow" && !ordered) {
        // What has cooled down may still be in stake accounts that somebody has only measured.
        ({ snapshot } = await update(session, true));
        ordered = true;
        continue;
      }
      if (waitsFor && waitsFor !== "TicketOutOfOrder") return { transactions, waitsFor };
      const build = (count: number) => {
        const tickets = queue.slice(0, count).map(({ address }) => address);
        return instructions.settleTickets({ pool: snapshot.pool, tickets, programId });
      };
      let count = queue.length;
      while (count > 1 && !fits(wallet.publicKey, [build(count)])) count--;
      const before = snapshot.pool.nextSettlement;
      transactions.push(await send(session, [build(count)]));
      snapshot = await look(session);
      if (snapshot.pool.nextSettlement === before) return { transactions, waitsFor: undefined };
    }
  });
}
