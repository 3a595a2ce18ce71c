import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { liquidityAddresses } from "../pda";
import { buildInstruction } from "../program";

export interface LiquidUnstakeOptions {
  pool: { pool: PublicKey; treasury: PublicKey };
  /** Owns the tokens, receives the lamports; signs. */
  seller: PublicKey;
  /** The seller's token account. */
  source: PublicKey;
  tokens: bigint;
  /** The least the seller accepts, in lamports; see `minimumFor` and `quoteLiquidUnstake`. */
  minimumLamportsOut: bigint;
  programId?: PublicKey | undefined;
}

/**
 * Sells tokens to the liquidity pool for SOL at once: their worth at the true price less the fee, which is the integral of
 * the fee line over the SOL that leaves. Lamports floored. The tokens' owner may; needs a fresh price.
 *
 * Errors: `ZeroAmount`, `InsufficientTokens`, `PoolOutOfDate`, `EpochRewardsActive`, `Paused`, `InsufficientLiquidity`,
 * `NoPrice`, `ZeroResult`, `SlippageExceeded`, `WrongLiquidityPool`, `WrongTreasury`, `WrongTokenAccount`,
 * `WrongTokenOwner`.
 */
export function liquidUnstake(options: LiquidUnstakeOptions): TransactionInstruction {
  const { pool, seller, source, tokens, minimumLamportsOut, programId } = options;
  return buildInstruction(
    "liquidUnstake",
    {
      seller,
      pool: pool.pool,
      source,
      treasury: pool.treasury,
      ...liquidityAddresses(pool.pool, programId),
    },
    { tokens, minimumLamportsOut },
    { programId },
  );
}
