import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import type { PoolId } from "../deployment";
import { buildInstruction } from "./build";

export interface PauseOptions {
  pool: PoolId;
  /** The pool's guardian; signs. */
  guardian: PublicKey;
  /** How long, in seconds: 1 to `MAX_PAUSE_SECONDS`. */
  seconds: number;
}

/**
 * Stops deposits, instant unstakes, adding liquidity and new delegation for a time; not again before
 * `PAUSE_INTERVAL_SECONDS` after its end. Every other way out and the epoch update go on. Only the guardian may.
 * Errors: `NotGuardian`, `PauseOutOfRange`, `PauseTooSoon`.
 *
 * @example
 * ```ts
 * const instruction = instructions.pause({ pool, guardian: wallet, seconds: 3_600 });
 * ```
 */
export function pause({ pool, guardian, seconds }: PauseOptions): TransactionInstruction {
  return buildInstruction("pause", { guardian, pool: pool.pool }, { seconds }, pool);
}
