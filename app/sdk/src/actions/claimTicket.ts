import type { PublicKey } from "@solana/web3.js";
import { isError } from "../errors";
import { checkAddress } from "../errors/arguments";
import type { Sent } from "../transaction/details";
import { CLAIM_RACES, retrying } from "../transaction/races";
import { type Session, send, walletOf } from "../transaction/session";
import { claimOrRefusal } from "./internal/claims";

export interface ClaimTicketParameters {
  ticket: PublicKey;
}

/**
 * Pays a ticket to its owner, whoever that is: all of it, or the part that is paid. Undefined when somebody else has just claimed
 * it: then its owner has been paid. `AccountMissing` for one that was not there to begin with.
 *
 * @example
 * ```ts
 * await client.claimTicket({ ticket });
 * ```
 */
export async function claimTicket(
  session: Session,
  { ticket: address }: ClaimTicketParameters,
): Promise<Sent | undefined> {
  checkAddress("ticket", address);
  walletOf(session);
  let wasClaimable = false;
  return retrying(CLAIM_RACES, async (): Promise<Sent | undefined> => {
    const found = await claimOrRefusal(session, address).catch((error) => {
      if (wasClaimable && isError(error, "AccountMissing")) return undefined;
      throw error;
    });
    // Somebody else has claimed it, or the part that was paid.
    if (!found || (wasClaimable && !found.isClaimable)) return undefined;
    wasClaimable = found.isClaimable;
    return send(session, found.instructions);
  });
}
