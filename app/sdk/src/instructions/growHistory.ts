import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import type { PoolKeys } from "../pda";
import { buildInstruction } from "../program";

export interface GrowHistoryOptions {
  pool: Pick<PoolKeys, "pool" | "history">;
  /** Pays the rent; signs. */
  payer: PublicKey;
  programId?: PublicKey | undefined;
}

/**
 * Grows the price history by 10,240 bytes, at most to its full size: a new pool needs it twice, and no epoch update passes
 * before. Anybody may. Errors: `HistoryComplete`.
 */
export function growHistory({ pool, payer, programId }: GrowHistoryOptions): TransactionInstruction {
  return buildInstruction("growHistory", { payer, pool: pool.pool, history: pool.history }, {}, { programId });
}
