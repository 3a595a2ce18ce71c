import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { liquidityAddresses, type PoolId } from "../deployment";
import { buildInstruction } from "./build";

export interface RemoveLiquidityOptions {
  pool: PoolId;
  /** Owns the shares; signs. */
  provider: PublicKey;
  /** Receives the lamports; the provider unless named. */
  recipient?: PublicKey | undefined;
  /** The provider's token account of the liquidity mint. */
  source: PublicKey;
  /** Token account of the pool's mint that receives the tokens; may be anybody's. */
  destination: PublicKey;
  shares: bigint;
  /** The least lamports that the provider accepts; see `quoteRemoveLiquidity`. */
  minimumLamportsOut: bigint;
  /** The least tokens that the provider accepts. */
  minimumTokensOut: bigint;
  /** With it the instruction works only while `source` holds exactly so many shares: a retry cannot act twice. */
  ifBalance?: bigint | undefined;
}

/**
 * Redeems shares of the liquidity pool for their part of its SOL and of its released tokens, both floored. Their owner may, at
 * any time: paused and out of date included.
 *
 * Errors: `ZeroAmount`, `InsufficientTokens`, `ZeroResult`, `SlippageExceeded`, `WrongLiquidityPool`,
 * `WrongLiquidityAccount`, `WrongTokenAccount`, `WrongTokenOwner`, `WrongDestination`, `WrongRecipient`, `BalanceChanged`.
 *
 * @example
 * ```ts
 * const instruction = instructions.removeLiquidity({ pool, provider: wallet, source, destination, shares: 1_000_000_000n, minimumLamportsOut, minimumTokensOut });
 * ```
 */
export function removeLiquidity(options: RemoveLiquidityOptions): TransactionInstruction {
  const { pool, provider, recipient = provider, source, destination } = options;
  const { shares, minimumLamportsOut, minimumTokensOut, ifBalance } = options;
  return buildInstruction(
    "removeLiquidity",
    { provider, recipient, pool: pool.pool, source, destination, ...liquidityAddresses(pool) },
    { shares, minimumLamportsOut, minimumTokensOut, ifBalance },
    pool,
  );
}
