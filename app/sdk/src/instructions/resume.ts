import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { buildInstruction } from "../program";

export interface ResumeOptions {
  pool: { pool: PublicKey };
  /** The pool's guardian; signs. */
  guardian: PublicKey;
  programId?: PublicKey | undefined;
}

/** Ends a pause early. Only the guardian may. Errors: `NotGuardian`, `NotPaused`. */
export function resume({ pool, guardian, programId }: ResumeOptions): TransactionInstruction {
  return buildInstruction("resume", { guardian, pool: pool.pool }, {}, { programId });
}
