import { SYSVAR_RENT_PUBKEY } from "@solana/web3.js";
import { readU64, viewOf } from "../layout/bytes";
import type { ChainReader } from "../nodes/chain";
import { existing, fetchMany } from "./common";
import type { RawAccount } from "./round";

/** Bytes that every account counts for on top of its data. */
const OVERHEAD = 128n;

/** Rent of an account by its bytes of data, in lamports. */
export type RentOf = (bytes: number) => bigint;

/**
 * Decodes the rent sysvar, as the program reads it.
 *
 * @example
 * ```ts
 * import { SYSVAR_RENT_PUBKEY } from "@solana/web3.js";
 * const rentOf = decodeRent(await connection.getAccountInfo(SYSVAR_RENT_PUBKEY));
 * ```
 */
export function decodeRent(account: RawAccount | null | undefined): RentOf {
  const { data } = existing(account, SYSVAR_RENT_PUBKEY, "the rent sysvar");
  const [perByte, epochs] = [readU64(data, 0), viewOf(data).getFloat64(8, true)];
  return (bytes) => BigInt(Math.trunc(Number((OVERHEAD + BigInt(bytes)) * perByte) * epochs));
}

/** Rent of an account of `bytes`, by what one without data needs: rent goes by bytes alone. */
export function rentByRent(empty: bigint, bytes: number): bigint {
  return (empty * (OVERHEAD + BigInt(bytes))) / OVERHEAD;
}

/**
 * Reads what accounts need for their rent now, from the chain's own account: nodes need no method for it.
 *
 * @example
 * ```ts
 * const rentOf = await fetchRent(connection);
 * console.log(rentOf(165));
 * ```
 */
export async function fetchRent(reader: ChainReader): Promise<RentOf> {
  return decodeRent((await fetchMany(reader, [SYSVAR_RENT_PUBKEY]))[0]);
}
