import type { PublicKey } from "@solana/web3.js";
import type { ChainReader } from "../chain";
import { type Decoded, decode } from "../layout";
import { liquidityAddresses } from "../pda";
import { checked, DISCRIMINATOR_BYTES, fetchExisting } from "./common";
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

/** The liquidity pool's fees in force, at its pool's update number. */
export function liquidityFeesOf(
  { fees }: { fees: Scheduled<LiquidityFees> },
  { updates }: { updates: bigint },
): LiquidityFees {
  return inForce(fees, updates);
}

/** Decodes a liquidity pool account. `AccountError` when the data is none. */
export function decodeLiquidityPool(address: PublicKey, data: Uint8Array): LiquidityPool {
  return { ...decode("liquidityPool", checked("LiquidityPool", data), DISCRIMINATOR_BYTES), liquidity: address };
}

/** Reads the liquidity pool of the pool at the address `pool`. `AccountError` when it has none. */
export async function fetchLiquidityPool(
  reader: ChainReader,
  pool: PublicKey,
  programId?: PublicKey,
): Promise<LiquidityPool> {
  const { liquidity } = liquidityAddresses(pool, programId);
  return decodeLiquidityPool(liquidity, (await fetchExisting(reader, liquidity, "the liquidity pool")).data);
}
