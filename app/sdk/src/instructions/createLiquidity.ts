import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { liquidityAddresses, type PoolKeys } from "../deployment";
import type { Decoded } from "../layout";
import { buildInstruction } from "./build";

/** How a liquidity pool is run: rates in basis points, `target` and `cap` in lamports. */
export type LiquidityConfig = Decoded<"liquidityConfig">;

export interface CreateLiquidityOptions {
  pool: Pick<PoolKeys, "programId" | "pool" | "mint">;
  /** Pays the seed and all rents; signs. The admin unless named. */
  payer?: PublicKey | undefined;
  /** The pool's admin; signs. */
  admin: PublicKey;
  /** At least `MINIMUM_LIQUIDITY_SEED_LAMPORTS`; its shares are locked for ever. */
  seedLamports: bigint;
  config: LiquidityConfig;
}

/**
 * Creates the pool's liquidity pool, once. Only the admin may; `payer` pays.
 * Errors: `NotAdmin`, `FeeTooHigh`, `RatioOutOfRange`, `SeedTooSmall`.
 *
 * @example
 * ```ts
 * const instruction = instructions.createLiquidity({ pool, admin: wallet, seedLamports: 1_000_000_000n, config: line });
 * ```
 */
export function createLiquidity(options: CreateLiquidityOptions): TransactionInstruction {
  const { pool, admin, payer = admin, seedLamports, config } = options;
  return buildInstruction(
    "createLiquidity",
    { payer, admin, pool: pool.pool, mint: pool.mint, ...liquidityAddresses(pool) },
    { seedLamports, config },
    pool,
  );
}
