import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { hasLiquidity } from "../accounts/pool";
import { liquidityAddresses, type PoolKeys } from "../deployment";
import { buildInstruction } from "./build";

export interface DepositSolOptions {
  /** A pool just read. With addresses alone, `liquidity` belongs to it exactly when the pool has a liquidity pool. */
  pool: PoolKeys & { treasury: PublicKey; liquidity?: PublicKey | undefined };
  /** Pays the lamports; signs. */
  depositor: PublicKey;
  /** Token account that receives the tokens; may be anybody's. */
  destination: PublicKey;
  lamports: bigint;
  /** The least the depositor accepts, in token units; see `minimumFor` and `quoteDepositSol`. */
  minimumTokensOut: bigint;
  /** Token account of the pool's mint that receives its share of the fee. */
  referrer?: PublicKey | undefined;
  /** With it the instruction works only while `destination` holds exactly so many tokens: a retry cannot act twice. */
  ifBalance?: bigint | undefined;
}

/**
 * Deposits lamports for tokens at the ask: first those that the liquidity pool has on sale, without fee; the rest is minted.
 * Tokens floored, deposit fee ceiled. Anybody may; needs a fresh price.
 *
 * Errors: `ZeroAmount`, `DepositTooSmall`, `InsufficientLamports`, `PoolOutOfDate`, `EpochRewardsActive`, `Paused`,
 * `SupplyAboveBooks`, `DepositCapExceeded`, `NoPrice`, `ZeroResult`, `SlippageExceeded`, `WrongReferrer`,
 * `WrongLiquidityPool`, `WrongLiquidityAccount`, `WrongTokenAccount`, `WrongDestination`, `BalanceChanged`.
 *
 * @example
 * ```ts
 * const instruction = instructions.depositSol({ pool, depositor: wallet, destination, lamports: 5_000_000_000n, minimumTokensOut });
 * ```
 */
export function depositSol(options: DepositSolOptions): TransactionInstruction {
  const { pool, depositor, destination, lamports, minimumTokensOut, referrer, ifBalance } = options;
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
      ...(hasLiquidity(pool) ? liquidityAddresses(pool) : {}),
    },
    { lamports, minimumTokensOut, ifBalance },
    pool,
  );
}
