import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { liquidityAddresses } from "../pda";
import { buildInstruction } from "../program";

export interface RemoveLiquidityOptions {
  pool: { pool: PublicKey };
  /** Owns the shares, receives the lamports; signs. */
  provider: PublicKey;
  /** The provider's token account of the liquidity mint. */
  source: PublicKey;
  /** Token account of the pool's mint that receives the tokens; may be anybody's. */
  destination: PublicKey;
  shares: bigint;
  /** The least lamports that the provider accepts; see `quoteRemoveLiquidity`. */
  minimumLamportsOut: bigint;
  /** The least tokens that the provider accepts. */
  minimumTokensOut: bigint;
  programId?: PublicKey | undefined;
}

/**
 * Redeems shares of the liquidity pool for their part of its SOL and of its tokens, both floored. Their owner may, at any
 * time: paused and out of date included.
 *
 * Errors: `ZeroAmount`, `InsufficientTokens`, `ZeroResult`, `SlippageExceeded`, `WrongLiquidityPool`,
 * `WrongTokenAccount`, `WrongTokenOwner`.
 */
export function removeLiquidity(options: RemoveLiquidityOptions): TransactionInstruction {
  const { pool, provider, source, destination, shares, minimumLamportsOut, minimumTokensOut, programId } = options;
  return buildInstruction(
    "removeLiquidity",
    { provider, pool: pool.pool, source, destination, ...liquidityAddresses(pool.pool, programId) },
    { shares, minimumLamportsOut, minimumTokensOut },
    { programId },
  );
}
