import type { PublicKey } from "@solana/web3.js";
import { PRICE_PARTS } from "../accounts/snapshot";
import { checkAddress, checkAddresses, checkAmounts } from "../errors/arguments";
import * as instructions from "../instructions/cancelTicket";
import { quoteCancelTicket } from "../quote/cancelTicket";
import type { Sent } from "../transaction/details";
import { type Session, send, walletOf } from "../transaction/session";
import { claimOf, fetchWithTicket } from "./internal/claims";
import { minimumOf, ownTokens } from "./internal/look";

export interface CancelTicketParameters {
  ticket: PublicKey;
  /** Token account that gets the tokens back; the wallet's own if not given, which is made if need be. */
  destination?: PublicKey | undefined;
  /** The least tokens that come back; the quote less the slippage if not given. */
  minimumTokensOut?: bigint | undefined;
}

/**
 * Takes back what is left of a ticket, less what `quoteCancelTicket` says; pays what is paid on it and closes it in the same
 * transaction, if it is the head of the queue or has been passed. Otherwise `claimTickets` closes it later.
 *
 * @example
 * ```ts
 * await cancelTicket(session, { ticket });
 * ```
 */
export async function cancelTicket(session: Session, parameters: CancelTicketParameters): Promise<Sent> {
  const { ticket: address } = parameters;
  checkAddress("ticket", address);
  checkAddresses({ destination: parameters.destination });
  checkAmounts({ minimumTokensOut: parameters.minimumTokensOut });
  const { publicKey: owner } = walletOf(session);
  const destination = ownTokens(session, parameters.destination);
  const { snapshot, ticket } = await fetchWithTicket(session, address, PRICE_PARTS);
  const { pool } = snapshot;
  const quoted = () => quoteCancelTicket(snapshot, ticket).tokens;
  const minimumTokensOut = parameters.minimumTokensOut ?? minimumOf(session, "minimumTokensOut", quoted);
  const own = { ticket: address, owner, destination: destination.address, minimumTokensOut };
  const cancel = instructions.cancelTicket({ pool, ...own });
  // A cancelled head is passed at once.
  const isPassed = ticket.sequence <= pool.nextSettlement;
  return send(session, [...destination.create, cancel, ...(isPassed ? [claimOf(pool, ticket)] : [])]);
}
