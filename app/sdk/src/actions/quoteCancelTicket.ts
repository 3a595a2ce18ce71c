import type { PublicKey } from "@solana/web3.js";
import { fetchTicket } from "../accounts/ticket";
import { checkAddress } from "../errors/arguments";
import { type CancellationQuote, quoteCancelTicket as quote } from "../quote/cancelTicket";
import { nodesIn, type View } from "../transaction/session";
import { look } from "./internal/look";

export interface QuoteCancelTicketParameters {
  ticket: PublicKey;
}

/** What cancelling a ticket gives back and costs now. */
export async function quoteCancelTicket(
  view: View,
  parameters: QuoteCancelTicketParameters,
): Promise<CancellationQuote> {
  const { ticket } = parameters;
  checkAddress("ticket", ticket);
  const { deployment } = view;
  const connection = nodesIn(view);
  const [snapshot, decoded] = await Promise.all([look(view), fetchTicket(connection, ticket, deployment.programId)]);
  return quote(snapshot, decoded);
}
