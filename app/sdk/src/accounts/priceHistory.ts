import type { PublicKey } from "@solana/web3.js";
import { type Decoded, decode, offsetOf, readField, sizeOf } from "../layout";
import { HISTORY_LENGTH } from "../layout/constants";
import type { ChainReader } from "../nodes/chain";
import { DISCRIMINATOR_BYTES, decoding, fetchExisting } from "./common";

/**
 * The price after one epoch update, `total` lamports for `supply` tokens, and what led to it: the gain of the epoch less its
 * losses, and the tokens of the fee on it. `unixTime` is in seconds.
 */
export type PriceEntry = Decoded<"priceEntry">;

/** The price after each of the last 512 epoch updates. */
export interface PriceHistory {
  pool: PublicKey;
  /** Updates ever recorded; only the last 512 are kept. */
  count: bigint;
  /** What is kept, oldest first. */
  entries: PriceEntry[];
}

/**
 * Decodes a price history. `AccountForeign` when the data is none.
 *
 * @example
 * ```ts
 * const { entries } = decodePriceHistory(data);
 * ```
 */
export function decodePriceHistory(data: Uint8Array): PriceHistory {
  return decoding("PriceHistory", data, (whole) => {
    // Field by field: an account that `grow_history` has not completed is shorter than the type.
    const count = readField("priceHistory", "count", whole, DISCRIMINATOR_BYTES);
    const first = DISCRIMINATOR_BYTES + offsetOf("priceHistory", "entries");
    const kept = Math.min(Number(count), HISTORY_LENGTH);
    const entries = Array.from({ length: kept }, (_, place) => {
      const index = Number((count - BigInt(kept - place)) % BigInt(HISTORY_LENGTH));
      return decode("priceEntry", whole, first + index * sizeOf("priceEntry"));
    });
    return { pool: readField("priceHistory", "pool", whole, DISCRIMINATOR_BYTES), count, entries };
  });
}

/**
 * Reads a pool's price history.
 *
 * @example
 * ```ts
 * const last = (await fetchPriceHistory(connection, pool)).entries.at(-1);
 * ```
 */
export async function fetchPriceHistory(
  reader: ChainReader,
  pool: { history: PublicKey; programId?: PublicKey | undefined },
): Promise<PriceHistory> {
  return decodePriceHistory((await fetchExisting(reader, pool.history, "the price history", pool.programId)).data);
}
