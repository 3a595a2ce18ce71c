import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { type PoolKeys, ticketAddress } from "../deployment";
import { buildInstruction } from "./build";

export interface OrderUnstakeOptions {
  pool: PoolKeys;
  /** Pays the ticket's rent and gets it back; signs. The owner unless named. */
  payer?: PublicKey | undefined;
  /** Owns the tokens and the ticket; signs. */
  owner: PublicKey;
  /** The owner's token account. */
  source: PublicKey;
  /** Any number that the owner has no ticket with; see `ticketAddress`. */
  nonce: bigint;
  tokens: bigint;
  /** The least the ticket has to pay as of now, in lamports; only a loss can lower it later. */
  minimumLamportsOut: bigint;
}

/**
 * Orders the redemption of tokens: they go into escrow, and a ticket into the queue. Stake is deactivated for it in this epoch's
 * moving part, or in the next one's where that has begun. Needs a fresh price.
 *
 * Errors: `ZeroAmount`, `InsufficientTokens`, `PoolOutOfDate`, `EpochRewardsActive`, `TicketTooSmall`,
 * `SlippageExceeded`, `WrongTokenAccount`, `WrongTokenOwner`, `QueueFull`; the system program's "already in use" for a nonce
 * that the owner has a ticket with.
 *
 * @example
 * ```ts
 * const instruction = instructions.orderUnstake({ pool, owner: wallet, source, nonce: 0n, tokens: 1_000_000_000n, minimumLamportsOut });
 * ```
 */
export function orderUnstake(options: OrderUnstakeOptions): TransactionInstruction {
  const { pool, owner, payer = owner, source, nonce, tokens, minimumLamportsOut } = options;
  const ticket = ticketAddress(pool, owner, nonce);
  return buildInstruction(
    "orderUnstake",
    { payer, owner, pool: pool.pool, queue: pool.queue, source, escrow: pool.escrow, ticket },
    { nonce, tokens, minimumLamportsOut },
    pool,
  );
}
