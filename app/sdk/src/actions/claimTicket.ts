import type { PublicKey } from "@solana/web3.js";
import { checkAddress } from "../errors/arguments";
import type { Sent } from "../transaction/send";
import { type Session, send, walletOf } from "../transaction/session";
import { claimOrRefusal } from "./internal/claims";

export interface ClaimTicketParameters {
  ticket: PublicKey;
}

/**
 * Pays a ticket to its owner, whoever that is: all of it, or the part that is paid.
 *
 * @example
 * ```ts
 * await claimTicket(session, { ticket });
 * ```
 */
export async function claimTicket(session: Session, parameters: ClaimTicketParameters): Promise<Sent> {
  checkAddress("ticket", parameters.ticket);
  walletOf(session);
  return send(session, await claimOrRefusal(session, parameters.ticket));
}
