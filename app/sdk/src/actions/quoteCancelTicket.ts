import type { PublicKey } from "@solana/web3.js";
import { fetchTogether, PRICE_PARTS } from "../accounts/snapshot";
import { decodeTicketAccount } from "../accounts/ticket";
import { checkAddress } from "../errors/arguments";
import { type CancellationQuote, quoteCancelTicket as quote } from "../quote/cancelTicket";
import { nodesIn, type View } from "../transaction/session";

export interface QuoteCancelTicketParameters {
  ticket: PublicKey;
}

/**
 * What cancelling a ticket gives back and costs now.
 *
 * @example
 * ```ts
 * const quote = await quoteCancelTicket(session, { ticket });
 * ```
 */
export async function quoteCancelTicket(
  view: View,
  parameters: QuoteCancelTicketParameters,
): Promise<CancellationQuote> {
  const { ticket } = parameters;
  checkAddress("ticket", ticket);
  const { deployment } = view;
  const { snapshot, beside } = await fetchTogether(nodesIn(view), deployment, PRICE_PARTS, [{ address: ticket }]);
  return quote(snapshot, decodeTicketAccount(ticket, beside[0] ?? null, deployment.programId));
}
