import { PublicKey } from "@solana/web3.js";
import type { ChainReader } from "../chain";
import { type Decoded, decode } from "../layout";
import { poolAddress } from "../pda";
import { checked, DISCRIMINATOR_BYTES, fetchExisting } from "./common";
import { inForce, type Scheduled } from "./scheduled";

/**
 * A stake pool: roles, fees, and its books. Amounts are lamports or token units as bigint, ratios basis points.
 * The fields are the program's; the books change by what the program does, never by lamports sent from outside. Fees and
 * validator manager are of now and of a later update: see {@link feesOf} and {@link managerOf}.
 */
export type Pool = Decoded<"pool"> & {
  /** The pool's own address. */
  pool: PublicKey;
};

/** Fees of a pool, in basis points. */
export type Fees = Decoded<"fees">;

/** Decodes a pool account. `AccountError` when the data is none. */
export function decodePool(address: PublicKey, data: Uint8Array): Pool {
  return { ...decode("pool", checked("Pool", data), DISCRIMINATOR_BYTES), pool: address };
}

/** Reads a pool by its own address. `AccountError` when there is none. */
export async function fetchPool(reader: ChainReader, address: PublicKey): Promise<Pool> {
  return decodePool(address, (await fetchExisting(reader, address, "the pool")).data);
}

/** Reads the pool whose token `mint` is. `AccountError` when there is none. */
export function fetchPoolOfMint(reader: ChainReader, mint: PublicKey, programId?: PublicKey): Promise<Pool> {
  return fetchPool(reader, poolAddress(mint, programId));
}

/** The fees in force. */
export function feesOf({ fees, updates }: { fees: Scheduled<Fees>; updates: bigint }): Fees {
  return inForce(fees, updates);
}

/** Who lists validators and sets scores now. */
export function managerOf(pool: { validatorManager: Scheduled<PublicKey>; updates: bigint }): PublicKey {
  return inForce(pool.validatorManager, pool.updates);
}

/** Whether a pool has a liquidity pool. */
export function hasLiquidity({ liquidity }: { liquidity?: PublicKey | undefined }): boolean {
  return liquidity !== undefined && !liquidity.equals(PublicKey.default);
}
