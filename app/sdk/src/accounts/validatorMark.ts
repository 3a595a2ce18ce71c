import type { PublicKey } from "@solana/web3.js";
import type { ChainReader } from "../chain";
import { type Decoded, decode } from "../layout";
import { markAddress } from "../pda";
import { checked, DISCRIMINATOR_BYTES, fetchExisting } from "./common";

/** Where a validator stands in a pool's list, and who paid for that: `removeValidator` gives `rentPayer` the rent back. */
export type ValidatorMark = Decoded<"validatorMark">;

/** Decodes a validator's mark. `AccountError` when the data is none. */
export function decodeValidatorMark(data: Uint8Array): ValidatorMark {
  return decode("validatorMark", checked("ValidatorMark", data), DISCRIMINATOR_BYTES);
}

/** Reads the mark of a validator in the pool at the address `pool`. `AccountError` when the validator is not listed. */
export async function fetchValidatorMark(
  reader: ChainReader,
  pool: PublicKey,
  vote: PublicKey,
  programId?: PublicKey,
): Promise<ValidatorMark> {
  const address = markAddress(pool, vote, programId);
  return decodeValidatorMark((await fetchExisting(reader, address, "the validator's mark")).data);
}
