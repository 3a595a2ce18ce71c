import { DISCRIMINATOR_BYTES } from "../accounts/common";
import type { RentOf } from "../accounts/rent";
import type { PoolSnapshot } from "../accounts/snapshot";
import type { Ticket } from "../accounts/ticket";
import { sizeOf } from "../layout";
import { max, min } from "../math/units";
import { isDone } from "./ticket";

/**
 * Lamports that `claim_ticket` pays now, by what the ticket's account holds and what rents are. An account that stays keeps its rent of
 * now: after a rise it keeps a part of what it was paid until it is closed.
 *
 * @example
 * ```ts
 * const { lamports = 0 } = (await connection.getAccountInfo(ticketAccount.address)) ?? {};
 * const paid = claimableNow(pool, ticketAccount, BigInt(lamports), await fetchRent(connection));
 * ```
 */
export function claimableNow(
  pool: Pick<PoolSnapshot["pool"], "nextSettlement">,
  ticket: Ticket,
  lamports: bigint,
  rentOf: RentOf,
): bigint {
  if (isDone(pool, ticket)) return ticket.claimableLamports;
  return min(ticket.claimableLamports, max(lamports - rentOf(DISCRIMINATOR_BYTES + sizeOf("ticket")), 0n));
}
