import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { buildInstruction } from "../program";

export interface TransferTicketOptions {
  pool: { pool: PublicKey };
  ticket: PublicKey;
  /** Owns the ticket; signs. */
  owner: PublicKey;
  /** Receives the ticket, what it pays and its rent. */
  newOwner: PublicKey;
  programId?: PublicKey | undefined;
}

/**
 * Gives a queued ticket away. Only its owner may, at any time.
 * Errors: `TicketNotQueued`, `NotTicketOwner`, `WrongTicket`, `MissingRole`.
 */
export function transferTicket({
  pool,
  ticket,
  owner,
  newOwner,
  programId,
}: TransferTicketOptions): TransactionInstruction {
  return buildInstruction("transferTicket", { owner, pool: pool.pool, ticket }, { newOwner }, { programId });
}
