import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { type Decoded, decode } from "../layout";
import { buildInstruction } from "../program";

/** The answer of `get_price`: convert with `total` and `supply`, which are exact; `price` is 32.32 fixed point. */
export type TruePrice = Decoded<"truePrice">;

export interface GetPriceOptions {
  pool: { pool: PublicKey };
  programId?: PublicKey | undefined;
}

/** Returns the true price as return data; see {@link decodeTruePrice}. Anybody may; never refused for its age. */
export function getPrice({ pool, programId }: GetPriceOptions): TransactionInstruction {
  return buildInstruction("getPrice", { pool: pool.pool }, {}, { programId });
}

/** Decodes the return data of `get_price`. RangeError when it is too short. */
export function decodeTruePrice(returnData: Uint8Array): TruePrice {
  return decode("truePrice", returnData);
}
