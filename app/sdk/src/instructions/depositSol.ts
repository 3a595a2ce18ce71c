import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import type { PoolKeys } from "../pda";
import { buildInstruction } from "../program";

export interface DepositSolOptions {
  pool: PoolKeys & { treasury: PublicKey };
  /** Pays the lamports; signs. */
  depositor: PublicKey;
  /** Token account that receives the tokens; may be anybody's. */
  destination: PublicKey;
  lamports: bigint;
  /** The least the depositor accepts, in token units; see `minimumFor` and `quoteDepositSol`. */
  minimumTokensOut: bigint;
  /** Token account of the pool's mint that receives its share of the fee. */
  referrer?: PublicKey | undefined;
  programId?: PublicKey | undefined;
}

/**
 * Deposits lamports for tokens at the true price: tokens floored, deposit fee ceiled. Needs a fresh price.
 *
 * Errors: `ZeroAmount`, `DepositTooSmall`, `InsufficientLamports`, `PoolOutOfDate`, `EpochRewardsActive`, `Paused`,
 * `SupplyAboveBooks`, `DepositCapExceeded`, `NoPrice`, `ZeroResult`, `SlippageExceeded`, `WrongReferrer`.
 */
export function depositSol(options: DepositSolOptions): TransactionInstruction {
  const { pool, depositor, destination, lamports, minimumTokensOut, referrer, programId } = options;
  return buildInstruction(
    "depositSol",
    {
      depositor,
      pool: pool.pool,
      mint: pool.mint,
      mintAuthority: pool.mintAuthority,
      reserve: pool.reserve,
      destination,
      treasury: pool.treasury,
      referrer,
    },
    { lamports, minimumTokensOut },
    { programId },
  );
}
