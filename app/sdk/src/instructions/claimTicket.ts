import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { buildInstruction } from "../program";

export interface ClaimTicketOptions {
  pool: { pool: PublicKey };
  ticket: PublicKey;
  /** The ticket's owner, who receives what it was paid; need not sign. */
  owner: PublicKey;
  /** Who paid the ticket's rent, as the ticket says; receives it when the account is closed. */
  rentPayer: PublicKey;
  programId?: PublicKey | undefined;
}

/**
 * Pays what a ticket was paid, in whole or in part, to its owner. Where nothing of it is left and the queue has passed it, the
 * account is closed. Anybody may, at any time. Errors: `TicketNotSettled`, `WrongTicket`, `WrongTicketOwner`.
 */
export function claimTicket({ pool, ticket, owner, rentPayer, programId }: ClaimTicketOptions): TransactionInstruction {
  return buildInstruction("claimTicket", { pool: pool.pool, ticket, owner, rentPayer }, {}, { programId });
}
