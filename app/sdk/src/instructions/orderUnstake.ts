import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { type PoolKeys, ticketAddress } from "../pda";
import { buildInstruction } from "../program";

export interface OrderUnstakeOptions {
  /** A pool just read: the ticket's address follows from its `nextTicket`. */
  pool: PoolKeys & { nextTicket: bigint };
  /** Owns the tokens, pays the ticket's rent, owns the ticket; signs. */
  owner: PublicKey;
  /** The owner's token account. */
  source: PublicKey;
  tokens: bigint;
  /** The least the ticket has to pay as of now, in lamports; only a loss can lower it later. */
  minimumLamportsOut: bigint;
  programId?: PublicKey | undefined;
}

/**
 * Orders the redemption of tokens: they go into escrow, and a ticket into the queue. Needs a fresh price.
 *
 * When somebody else takes the ticket number first it fails with `ConstraintSeeds`; read the pool again and retry.
 * Errors: `ZeroAmount`, `InsufficientTokens`, `PoolOutOfDate`, `EpochRewardsActive`, `TicketTooSmall`,
 * `SlippageExceeded`, `WrongTokenAccount`, `WrongTokenOwner`.
 */
export function orderUnstake(options: OrderUnstakeOptions): TransactionInstruction {
  const { pool, owner, source, tokens, minimumLamportsOut, programId } = options;
  const ticket = ticketAddress(pool.pool, pool.nextTicket, programId);
  return buildInstruction(
    "orderUnstake",
    { owner, pool: pool.pool, source, escrow: pool.escrow, ticket },
    { tokens, minimumLamportsOut },
    { programId },
  );
}
