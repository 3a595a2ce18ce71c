import type { PublicKey } from "@solana/web3.js";
import { fetchPool } from "../accounts/pool";
import { fetchTicket } from "../accounts/ticket";
import { isError } from "../errors";
import { checkAddress } from "../errors/arguments";
import type { Sent } from "../transaction/details";
import { CLAIM_RACES, retrying } from "../transaction/races";
import { nodesIn, type Session, send, walletOf } from "../transaction/session";
import { claimsOf } from "./internal/claims";

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
export async function claimTicket(session: Session, { ticket: address }: ClaimTicketParameters) {
  checkAddress("ticket", address);
  walletOf(session);
  const { deployment } = session;
  const nodes = nodesIn(session);
  let wasThere = false;
  return retrying(CLAIM_RACES, async (): Promise<Sent | undefined> => {
    const [pool, ticket] = await Promise.all([
      fetchPool(nodes, deployment),
      fetchTicket(nodes, address, deployment.programId).catch((error) => {
        if (wasThere && isError(error, "AccountMissing")) return undefined;
        throw error;
      }),
    ]);
    if (!ticket) return undefined;
    // Somebody else has claimed the part that was paid.
    if (wasThere && ticket.claimableLamports === 0n) return undefined;
    wasThere = ticket.claimableLamports > 0n;
    return send(session, await claimsOf(session, pool, [ticket]));
  });
}
