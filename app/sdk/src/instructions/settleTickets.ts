import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import type { PoolKeys } from "../deployment";
import { buildInstruction } from "./build";

export interface SettleTicketsOptions {
  pool: PoolKeys;
  /** Addresses of the tickets from the head of the queue on, in the order of their sequence numbers; see `fetchQueue`. */
  tickets: PublicKey[];
}

/**
 * Pays tickets at the head of the queue out of the reserve, as far as it goes: the last one maybe in part, at least
 * `MIN_PART_LAMPORTS`. Anybody may; needs a fresh price. Tickets that the queue has passed already are skipped.
 *
 * Errors, when nothing could be paid: `TicketOutOfOrder`, `TicketNotDue`, `ReserveTooLow`. Always:
 * `PoolOutOfDate`, `EpochRewardsActive`, `WrongTicket`, `WrongAccountCount`.
 *
 * @example
 * ```ts
 * const instruction = instructions.settleTickets({ pool, tickets: [ticket] });
 * ```
 */
export function settleTickets({ pool, tickets }: SettleTicketsOptions): TransactionInstruction {
  return buildInstruction(
    "settleTickets",
    { pool: pool.pool, mint: pool.mint, escrow: pool.escrow, reserve: pool.reserve },
    {},
    { programId: pool.programId, remaining: tickets.map((pubkey) => ({ pubkey, isSigner: false, isWritable: true })) },
  );
}
