import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { buildInstruction } from "../program";

export interface ClaimTicketOptions {
  pool: { pool: PublicKey };
  ticket: PublicKey;
  /** The ticket's owner, who receives everything; need not sign. */
  owner: PublicKey;
  programId?: PublicKey | undefined;
}

/**
 * Pays a settled ticket and its rent to its owner; returns the rent of a cancelled one that the queue has passed.
 * Anybody may, at any time. Errors: `TicketNotSettled`, `WrongTicket`, `WrongTicketOwner`.
 */
export function claimTicket({ pool, ticket, owner, programId }: ClaimTicketOptions): TransactionInstruction {
  return buildInstruction("claimTicket", { pool: pool.pool, ticket, owner }, {}, { programId });
}
