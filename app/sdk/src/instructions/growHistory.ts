import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import type { PoolKeys } from "../deployment";
import { buildInstruction } from "./build";

export interface GrowHistoryOptions {
  pool: Pick<PoolKeys, "programId" | "pool" | "history">;
  /** Pays the rent; signs. */
  payer: PublicKey;
}

/**
 * Grows the price history by 10,240 bytes, at most to its full size: a new pool needs it twice, and no epoch update passes
 * before. Anybody may. Errors: `HistoryComplete`.
 *
 * @example
 * ```ts
 * const instruction = instructions.growHistory({ pool, payer: wallet });
 * ```
 */
export function growHistory({ pool, payer }: GrowHistoryOptions): TransactionInstruction {
  return buildInstruction("growHistory", { payer, pool: pool.pool, history: pool.history }, {}, pool);
}
