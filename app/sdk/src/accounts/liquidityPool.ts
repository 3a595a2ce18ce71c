import type { PublicKey } from "@solana/web3.js";
import { liquidityAddresses, type PoolId } from "../deployment";
import { type Decoded, decode } from "../layout";
import type { ChainReader } from "../nodes/chain";
import { DISCRIMINATOR_BYTES, decoding, fetchExisting } from "./common";
import { inForce, type Scheduled } from "./scheduled";

/**
 * SOL and pool tokens that serve instant unstakes. `solLamports` and `tokenAmount` are its books, in lamports and token
 * units: they change by what the program does, never by what is sent from outside. Shares have 9 decimals.
 */
export type LiquidityPool = Decoded<"liquidityPool"> & {
  /** The liquidity pool's own address. */
  liquidity: PublicKey;
};

/** What an instant unstake costs: rates in basis points, the target in lamports. */
export type LiquidityFees = Decoded<"liquidityFees">;

/**
 * The liquidity pool's fees in force, at its pool's update number.
 *
 * @example
 * ```ts
 * const { min, max } = liquidityFeesOf(liquidity, pool);
 * ```
 */
export function liquidityFeesOf(
  { fees }: { fees: Scheduled<LiquidityFees> },
  { updates }: { updates: bigint },
): LiquidityFees {
  return inForce(fees, updates);
}

/**
 * Decodes a liquidity pool account. `AccountForeign` when the data is none.
 *
 * @example
 * ```ts
 * const { solLamports } = decodeLiquidityPool(address, data);
 * ```
 */
export function decodeLiquidityPool(address: PublicKey, data: Uint8Array): LiquidityPool {
  return decoding("LiquidityPool", data, (whole) => ({
    ...decode("liquidityPool", whole, DISCRIMINATOR_BYTES),
    liquidity: address,
  }));
}

/**
 * Reads the liquidity pool of a pool. `AccountMissing` when it has none.
 *
 * @example
 * ```ts
 * const { shares, solLamports } = await fetchLiquidityPool(connection, pool);
 * ```
 */
export async function fetchLiquidityPool(reader: ChainReader, pool: PoolId): Promise<LiquidityPool> {
  const { liquidity } = liquidityAddresses(pool);
  const account = await fetchExisting(reader, liquidity, "the liquidity pool", pool.programId);
  return decodeLiquidityPool(liquidity, account.data);
}
