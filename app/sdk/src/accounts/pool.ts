import { PublicKey } from "@solana/web3.js";
import { type PoolId, PROGRAM_ID } from "../deployment";
import { type Decoded, decode } from "../layout";
import type { ChainReader } from "../nodes/chain";
import { DISCRIMINATOR_BYTES, decoding, fetchExisting } from "./common";
import { inForce, type Scheduled } from "./scheduled";

/**
 * A stake pool: roles, fees, and its books. Amounts are lamports or token units as bigint, ratios basis points.
 * The fields are the program's; the books change by what the program does, never by lamports sent from outside. Fees and
 * validator manager are of now and of a later update: see {@link feesOf} and {@link managerOf}.
 */
export type Pool = Decoded<"pool"> & PoolId;

/** Fees of a pool, in basis points. */
export type Fees = Decoded<"fees">;

/**
 * Decodes a pool account. `AccountForeign` when the data is none.
 *
 * @example
 * ```ts
 * const { supply } = decodePool(address, data);
 * ```
 */
export function decodePool(address: PublicKey, data: Uint8Array, programId = PROGRAM_ID): Pool {
  return decoding("Pool", data, (whole) => ({
    ...decode("pool", whole, DISCRIMINATOR_BYTES),
    pool: address,
    programId,
  }));
}

/**
 * Reads a pool. `AccountMissing` when there is none.
 *
 * @example
 * ```ts
 * const { supply, lastUpdateEpoch } = await fetchPool(connection, deployment({ mint }));
 * ```
 */
export async function fetchPool(reader: ChainReader, { pool, programId }: PoolId): Promise<Pool> {
  return decodePool(pool, (await fetchExisting(reader, pool, "the pool", programId)).data, programId);
}

/**
 * The fees in force.
 *
 * @example
 * ```ts
 * const { reward } = feesOf(pool);
 * ```
 */
export function feesOf({ fees, updates }: { fees: Scheduled<Fees>; updates: bigint }): Fees {
  return inForce(fees, updates);
}

/**
 * Who lists validators and sets scores now.
 *
 * @example
 * ```ts
 * console.log(managerOf(pool).toBase58());
 * ```
 */
export function managerOf(pool: { validatorManager: Scheduled<PublicKey>; updates: bigint }): PublicKey {
  return inForce(pool.validatorManager, pool.updates);
}

/**
 * Whether a pool has a liquidity pool.
 *
 * @example
 * ```ts
 * if (hasLiquidity(pool)) console.log(await fetchLiquidityPool(connection, pool));
 * ```
 */
export function hasLiquidity({ liquidity }: { liquidity?: PublicKey | undefined }): boolean {
  return liquidity !== undefined && !liquidity.equals(PublicKey.default);
}
