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
  /** The least tokens that come back, or nothing happens. */
  minimumTokensOut: bigint;
}

/**
 * Takes what is left of a ticket's tokens back: of a queued one, or of one that the queue has passed without paying all of
 * it. Only its owner may, at any time.
 *
 * Free in the epoch of the order until its moving part begins; from then on it costs the idle rate (ceiled). In later epochs it is
 * an exit and an entry: what the ticket would be paid now, less the idle rate, buys tokens at the ask (floored). The rest is burned.
 * A ticket that the queue has passed unpaid gives all of its tokens back.
 *
 * Errors: `TicketNotQueued`, `NotTicketOwner`, `WrongTicket`, `WrongTokenAccount`, `WrongDestination`, `ZeroResult`,
 * `SlippageExceeded`.
 *
 * @example
 * ```ts
 * const own = { ticket, owner: wallet, destination };
 * const instruction = instructions.cancelTicket({ pool, ...own, minimumTokensOut: 0n });
 * ```
 */
export function cancelTicket(options: CancelTicketOptions): TransactionInstruction {
  const { pool, ticket, owner, destination, minimumTokensOut } = options;
  const accounts = { owner, pool: pool.pool, mint: pool.mint, ticket, escrow: pool.escrow, destination };
  return buildInstruction("cancelTicket", accounts, { minimumTokensOut }, pool);
}
