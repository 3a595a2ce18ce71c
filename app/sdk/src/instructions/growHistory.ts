import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import type { PoolKeys } from "../pda";
import { buildInstruction } from "../program";

export interface GrowHistoryOptions {
  pool: Pick<PoolKeys, "pool" | "history">;
  /** Pays the rent; signs. */
  payer: PublicKey;
  programId?: PublicKey | undefined;
}

/** Grows the price history to its full size, once. Anybody may. Errors: `HistoryComplete`. */
export function growHistory({ pool, payer, programId }: GrowHistoryOptions): TransactionInstruction {
  return buildInstruction("growHistory", { payer, pool: pool.pool, history: pool.history }, {}, { programId });
}
