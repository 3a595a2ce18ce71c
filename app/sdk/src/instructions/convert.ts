import type { TransactionInstruction } from "@solana/web3.js";
import type { PoolId } from "../deployment";
import { type Decoded, decode } from "../layout";
import { buildInstruction } from "./build";

/** Which way to convert: lamports to tokens at the ask, as a deposit without fee does, or tokens to the lamports they are worth. */
export type Conversion = Decoded<"conversion">;

/** The answer of `convert`: the amount is floored. */
export type Converted = Decoded<"converted">;

export interface ConvertOptions {
  pool: PoolId;
  conversion: Conversion;
  amount: bigint;
}

/**
 * Converts an amount, lamports at the ask or tokens at the true price, floored, as return data; see {@link decodeConverted}.
 * Anybody may; never refused for its age. Errors: `NoPrice`, `Overflow`.
 *
 * @example
 * ```ts
 * const instruction = instructions.convert({ pool, conversion: "toTokens", amount: 1_000_000_000n });
 * ```
 */
export function convert({ pool, conversion, amount }: ConvertOptions): TransactionInstruction {
  return buildInstruction("convert", { pool: pool.pool }, { conversion, amount }, pool);
}

/**
 * Decodes the return data of `convert`. RangeError when it is too short.
 *
 * @example
 * ```ts
 * const { amount } = decodeConverted(returnData);
 * ```
 */
export function decodeConverted(returnData: Uint8Array): Converted {
  return decode("converted", returnData);
}
