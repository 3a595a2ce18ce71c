import type { PublicKey } from "@solana/web3.js";
import * as instructions from "../instructions/transferTicket";
import type { Sent } from "../transaction/details";
import { type Session, send, walletOf } from "../transaction/session";

export interface TransferTicketParameters {
  ticket: PublicKey;
  newOwner: PublicKey;
}

/**
 * Gives a queued ticket away.
 *
 * @example
 * ```ts
 * await transferTicket(session, { ticket, newOwner: owner });
 * ```
 */
export async function transferTicket(session: Session, parameters: TransferTicketParameters): Promise<Sent> {
  const { publicKey: owner } = walletOf(session);
  return send(session, [instructions.transferTicket({ pool: session.deployment, owner, ...parameters })]);
}
