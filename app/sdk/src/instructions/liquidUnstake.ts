import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { liquidityAddresses, type PoolId } from "../deployment";
import { buildInstruction } from "./build";

export interface LiquidUnstakeOptions {
  pool: PoolId & { treasury: PublicKey };
  /** Owns the tokens; signs. */
  seller: PublicKey;
  /** Receives the lamports; the seller unless named. */
  recipient?: PublicKey | undefined;
  /** The seller's token account. */
  source: PublicKey;
  tokens: bigint;
  /** The least the seller accepts, in lamports; see `minimumFor` and `quoteLiquidUnstake`. */
  minimumLamportsOut: bigint;
  /** With it the instruction works only while `source` holds exactly so many tokens: a retry cannot act twice. */
  ifBalance?: bigint | undefined;
}

/**
 * Sells tokens to the liquidity pool for SOL at once: their worth at the true price less the fee, which is the integral of
 * the fee line over the SOL that leaves. Lamports floored. The tokens' owner may; needs a fresh price.
 *
 * Errors: `ZeroAmount`, `InsufficientTokens`, `PoolOutOfDate`, `EpochRewardsActive`, `Paused`, `InsufficientLiquidity`,
 * `NoPrice`, `ZeroResult`, `SlippageExceeded`, `WrongLiquidityPool`, `WrongLiquidityAccount`, `WrongTokenAccount`,
 * `WrongTokenOwner`, `WrongRecipient`, `BalanceChanged`.
 *
 * @example
 * ```ts
 * const instruction = instructions.liquidUnstake({ pool, seller: wallet, source, tokens: 1_000_000_000n, minimumLamportsOut });
 * ```
 */
export function liquidUnstake(options: LiquidUnstakeOptions): TransactionInstruction {
  const { pool, seller, recipient = seller, source, tokens, minimumLamportsOut, ifBalance } = options;
  return buildInstruction(
    "liquidUnstake",
    {
      seller,
      recipient,
      pool: pool.pool,
      source,
      treasury: pool.treasury,
      ...liquidityAddresses(pool),
    },
    { tokens, minimumLamportsOut, ifBalance },
    pool,
  );
}
