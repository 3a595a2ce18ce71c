import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import type { PoolKeys } from "../pda";
import { buildInstruction } from "../program";

export interface CancelTicketOptions {
  pool: PoolKeys;
  ticket: PublicKey;
  /** Owns the ticket; signs. */
  owner: PublicKey;
  /** Token account that gets the tokens back; may be anybody's. */
  destination: PublicKey;
  programId?: PublicKey | undefined;
}

/**
 * Takes a queued ticket's tokens back. Only its owner may, at any time.
 * Errors: `TicketNotQueued`, `NotTicketOwner`, `WrongTicket`, `WrongTokenAccount`, `WrongDestination`.
 */
export function cancelTicket({
  pool,
  ticket,
  owner,
  destination,
  programId,
}: CancelTicketOptions): TransactionInstruction {
  const accounts = { owner, pool: pool.pool, ticket, escrow: pool.escrow, destination };
  return buildInstruction("cancelTicket", accounts, {}, { programId });
}
