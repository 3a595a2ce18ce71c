import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { liquidityAddresses, type PoolId } from "../deployment";
import { buildInstruction } from "./build";
import type { LiquidityConfig } from "./createLiquidity";

export interface SetLiquidityConfigOptions {
  pool: PoolId;
  /** The pool's admin; signs. */
  admin: PublicKey;
  config: LiquidityConfig;
}

/**
 * Changes the liquidity pool's fees and cap. The fees take effect `FEE_RISE_UPDATES` epoch updates later where anything
 * about them rises, otherwise at once; the cap at once. Only the admin may.
 * Errors: `NotAdmin`, `FeeTooHigh`, `RatioOutOfRange`, `WrongLiquidityPool`.
 *
 * @example
 * ```ts
 * const instruction = instructions.setLiquidityConfig({ pool, admin: wallet, config: line });
 * ```
 */
export function setLiquidityConfig(options: SetLiquidityConfigOptions): TransactionInstruction {
  const { pool, admin, config } = options;
  const { liquidity } = liquidityAddresses(pool);
  return buildInstruction("setLiquidityConfig", { admin, pool: pool.pool, liquidity }, { config }, pool);
}
