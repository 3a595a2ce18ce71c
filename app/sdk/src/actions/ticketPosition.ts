import type { PublicKey } from "@solana/web3.js";
import { fetchTogether, PRICE_PARTS } from "../accounts/snapshot";
import { fetchHistoryFor, LATEST_HISTORY } from "../accounts/stakeHistory";
import { decodeTicketAccount } from "../accounts/ticket";
import { checkAddress } from "../errors/arguments";
import { ticketPosition as quote, type TicketPosition } from "../quote/ticket";
import { nodesIn, type View } from "../transaction/session";

export interface TicketPositionParameters {
  ticket: PublicKey;
}

/**
 * Where a ticket stands in the queue, and when it can be expected.
 *
 * @example
 * ```ts
 * const { position, expectedEpoch } = await ticketPosition(session, { ticket });
 * ```
 */
export async function ticketPosition(view: View, { ticket }: TicketPositionParameters): Promise<TicketPosition> {
  checkAddress("ticket", ticket);
  const { deployment } = view;
  const nodes = nodesIn(view);
  const wanted = [{ address: ticket }, LATEST_HISTORY];
  const { snapshot, beside } = await fetchTogether(nodes, deployment, PRICE_PARTS, wanted);
  const [account = null, latest] = beside;
  const decoded = decodeTicketAccount(ticket, account, deployment.programId);
  const { epoch } = snapshot.clock;
  const stakeHistory = await fetchHistoryFor(nodes, latest, epoch, (history) => history.get(epoch - 1n));
  return quote(snapshot, decoded, stakeHistory);
}
