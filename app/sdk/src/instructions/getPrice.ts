import type { TransactionInstruction } from "@solana/web3.js";
import type { PoolId } from "../deployment";
import { type Decoded, decode } from "../layout";
import { buildInstruction } from "./build";

/** The answer of `get_price`: convert with `total` and `supply`, which are exact; `price` is 32.32 fixed point. */
export type TruePrice = Decoded<"truePrice">;

export interface GetPriceOptions {
  pool: PoolId;
}

/**
 * Returns the true price as return data; see {@link decodeTruePrice}. Anybody may; never refused for its age.
 *
 * @example
 * ```ts
 * const instruction = instructions.getPrice({ pool });
 * ```
 */
export function getPrice({ pool }: GetPriceOptions): TransactionInstruction {
  return buildInstruction("getPrice", { pool: pool.pool }, {}, pool);
}

/**
 * Decodes the return data of `get_price`. RangeError when it is too short.
 *
 * @example
 * ```ts
 * const { total, supply } = decodeTruePrice(returnData);
 * ```
 */
export function decodeTruePrice(returnData: Uint8Array): TruePrice {
  return decode("truePrice", returnData);
}
