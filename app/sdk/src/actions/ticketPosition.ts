import type { PublicKey } from "@solana/web3.js";
import { fetchStakeHistory } from "../accounts/stakeHistory";
import { fetchTicket } from "../accounts/ticket";
import { checkAddress } from "../errors/arguments";
import { ticketPosition as quote, type TicketPosition } from "../quote/ticket";
import { nodesIn, type View } from "../transaction/session";
import { look } from "./internal/look";

export interface TicketPositionParameters {
  ticket: PublicKey;
}

/** Where a ticket stands in the queue, and when it can be expected. */
export async function ticketPosition(view: View, { ticket }: TicketPositionParameters): Promise<TicketPosition> {
  checkAddress("ticket", ticket);
  const { deployment } = view;
  const connection = nodesIn(view);
  const [snapshot, decoded, stakeHistory] = await Promise.all([
    look(view),
    fetchTicket(connection, ticket, deployment.programId),
    fetchStakeHistory(connection),
  ]);
  return quote(snapshot, decoded, stakeHistory);
}
