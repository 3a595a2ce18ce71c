import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import type { PoolId } from "../deployment";
import { buildInstruction } from "./build";

export interface TransferTicketOptions {
  pool: PoolId;
  ticket: PublicKey;
  /** Owns the ticket; signs. */
  owner: PublicKey;
  /** Receives the ticket and what it pays from now on; an address that can be paid. */
  newOwner: PublicKey;
}

/**
 * Gives a queued ticket away, with its place and what it was paid so far. Only its owner may, at any time.
 * Errors: `TicketNotQueued`, `NotTicketOwner`, `WrongTicket`, `WrongRecipient`.
 *
 * @example
 * ```ts
 * const instruction = instructions.transferTicket({ pool, ticket, owner: wallet, newOwner: owner });
 * ```
 */
export function transferTicket({ pool, ticket, owner, newOwner }: TransferTicketOptions): TransactionInstruction {
  return buildInstruction("transferTicket", { owner, pool: pool.pool, ticket, newOwner }, {}, pool);
}
