import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { buildInstruction } from "../program";

export interface TransferTicketOptions {
  pool: { pool: PublicKey };
  ticket: PublicKey;
  /** Owns the ticket; signs. */
  owner: PublicKey;
  /** Receives the ticket and what it pays from now on; an address that can be paid. */
  newOwner: PublicKey;
  programId?: PublicKey | undefined;
}

/**
 * Gives a queued ticket away, with its place and what it was paid so far. Only its owner may, at any time.
 * Errors: `TicketNotQueued`, `NotTicketOwner`, `WrongTicket`, `WrongRecipient`.
 */
export function transferTicket({
  pool,
  ticket,
  owner,
  newOwner,
  programId,
}: TransferTicketOptions): TransactionInstruction {
  return buildInstruction("transferTicket", { owner, pool: pool.pool, ticket, newOwner }, {}, { programId });
}
