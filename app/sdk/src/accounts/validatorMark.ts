import type { PublicKey } from "@solana/web3.js";
import { markAddress, type PoolId } from "../deployment";
import { type Decoded, decode } from "../layout";
import type { ChainReader } from "../nodes/chain";
import { DISCRIMINATOR_BYTES, decoding, fetchExisting } from "./common";

/** Where a validator stands in a pool's list, and who paid for that: `removeValidator` gives `rentPayer` the rent back. */
export type ValidatorMark = Decoded<"validatorMark">;

/**
 * Decodes a validator's mark. `AccountForeign` when the data is none.
 *
 * @example
 * ```ts
 * const { index } = decodeValidatorMark(data);
 * ```
 */
export function decodeValidatorMark(data: Uint8Array): ValidatorMark {
  return decoding("ValidatorMark", data, (whole) => decode("validatorMark", whole, DISCRIMINATOR_BYTES));
}

/**
 * Reads the mark of a validator in a pool. `AccountMissing` when the validator is not listed.
 *
 * @example
 * ```ts
 * const { index, rentPayer } = await fetchValidatorMark(connection, pool, vote);
 * ```
 */
export async function fetchValidatorMark(reader: ChainReader, pool: PoolId, vote: PublicKey): Promise<ValidatorMark> {
  const address = markAddress(pool, vote);
  return decodeValidatorMark((await fetchExisting(reader, address, "the validator's mark", pool.programId)).data);
}
