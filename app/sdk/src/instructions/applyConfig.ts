import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { buildInstruction } from "../program";

export interface ApplyConfigOptions {
  pool: { pool: PublicKey };
  programId?: PublicKey | undefined;
}

/** Puts pending fees in force that have come due. Anybody may; the epoch update does the same. Errors: `NothingPending`. */
export function applyConfig({ pool, programId }: ApplyConfigOptions): TransactionInstruction {
  return buildInstruction("applyConfig", { pool: pool.pool }, {}, { programId });
}
