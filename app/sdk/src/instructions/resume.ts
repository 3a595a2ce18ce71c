import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import type { PoolId } from "../deployment";
import { buildInstruction } from "./build";

export interface ResumeOptions {
  pool: PoolId;
  /** The pool's guardian; signs. */
  guardian: PublicKey;
}

/**
 * Ends a pause early. Only the guardian may. Errors: `NotGuardian`, `NotPaused`.
 *
 * @example
 * ```ts
 * const instruction = instructions.resume({ pool, guardian: wallet });
 * ```
 */
export function resume({ pool, guardian }: ResumeOptions): TransactionInstruction {
  return buildInstruction("resume", { guardian, pool: pool.pool }, {}, pool);
}
