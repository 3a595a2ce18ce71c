import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import type { PoolKeys } from "../deployment";
import { buildInstruction } from "./build";

export interface CancelTicketOptions {
  pool: PoolKeys;
  ticket: PublicKey;
  /** Owns the ticket; signs. */
  owner: PublicKey;
  /** Token account that gets the tokens back; may be anybody's. */
  destination: PublicKey;
}

/**
 * Takes what is left of a ticket's tokens back: of a queued one, or of one that the queue has passed without paying all of
 * it. Only its owner may, at any time.
 *
 * Free in the epoch of the order until its moving part begins, and for whatever no stake was moved for; otherwise it costs the
 * idle rate of that part, in tokens that are burned (ceiled).
 *
 * Errors: `TicketNotQueued`, `NotTicketOwner`, `WrongTicket`, `WrongTokenAccount`, `WrongDestination`.
 *
 * @example
 * ```ts
 * const instruction = instructions.cancelTicket({ pool, ticket, owner: wallet, destination });
 * ```
 */
export function cancelTicket({ pool, ticket, owner, destination }: CancelTicketOptions): TransactionInstruction {
  const accounts = { owner, pool: pool.pool, mint: pool.mint, ticket, escrow: pool.escrow, destination };
  return buildInstruction("cancelTicket", accounts, {}, pool);
}
