import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import type { PoolId } from "../deployment";
import { buildInstruction } from "./build";

export interface ClaimTicketOptions {
  pool: PoolId;
  ticket: PublicKey;
  /** The ticket's owner, who receives what it was paid; need not sign. */
  owner: PublicKey;
  /** Who paid the ticket's rent, as the ticket says; receives it when the account is closed. */
  rentPayer: PublicKey;
}

/**
 * Pays what a ticket was paid, in whole or in part, to its owner. Where nothing of it is left and the queue has passed it, the
 * account is closed. Anybody may, at any time. Errors: `TicketNotSettled`, `WrongTicket`, `WrongTicketOwner`.
 *
 * @example
 * ```ts
 * const instruction = instructions.claimTicket({ pool, ticket, owner, rentPayer: owner });
 * ```
 */
export function claimTicket({ pool, ticket, owner, rentPayer }: ClaimTicketOptions): TransactionInstruction {
  return buildInstruction("claimTicket", { pool: pool.pool, ticket, owner, rentPayer }, {}, pool);
}
