import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { liquidityAddresses, type PoolId } from "../deployment";
import { buildInstruction } from "./build";

export interface AddLiquidityOptions {
  pool: PoolId;
  /** Pays the lamports; signs. */
  provider: PublicKey;
  /** Token account of the liquidity mint that receives the shares; may be anybody's. */
  destination: PublicKey;
  lamports: bigint;
  /** The least shares that the provider accepts; see `minimumFor` and `quoteAddLiquidity`. */
  minimumSharesOut: bigint;
  /** With it the instruction works only while `destination` holds exactly so many shares: a retry cannot act twice. */
  ifBalance?: bigint | undefined;
}

/**
 * Adds SOL to the liquidity pool for shares of it, floored, at the worth of its SOL and all its tokens at the ask. Anybody
 * may; needs a fresh price.
 *
 * Errors: `ZeroAmount`, `DepositTooSmall`, `InsufficientLamports`, `PoolOutOfDate`, `EpochRewardsActive`, `Paused`,
 * `LiquidityCapExceeded`, `ZeroResult`, `SlippageExceeded`, `WrongLiquidityPool`,
 * `WrongLiquidityAccount`, `WrongTokenAccount`, `NoPrice`, `BalanceChanged`.
 *
 * @example
 * ```ts
 * const instruction = instructions.addLiquidity({ pool, provider: wallet, destination, lamports: 5_000_000_000n, minimumSharesOut });
 * ```
 */
export function addLiquidity(options: AddLiquidityOptions): TransactionInstruction {
  const { pool, provider, destination, lamports, minimumSharesOut, ifBalance } = options;
  return buildInstruction(
    "addLiquidity",
    { provider, pool: pool.pool, destination, ...liquidityAddresses(pool) },
    { lamports, minimumSharesOut, ifBalance },
    pool,
  );
}
