import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import type { PoolKeys } from "../deployment";
import { buildInstruction } from "./build";

export interface GrowQueueOptions {
  pool: Pick<PoolKeys, "programId" | "pool" | "queue">;
  /** Pays the rent; signs. */
  payer: PublicKey;
}

/**
 * Grows the ring of queued tickets by room for 320, as often as it is called. Anybody may.
 *
 * @example
 * ```ts
 * const instruction = instructions.growQueue({ pool, payer: wallet });
 * ```
 */
export function growQueue({ pool, payer }: GrowQueueOptions): TransactionInstruction {
  return buildInstruction("growQueue", { payer, pool: pool.pool, queue: pool.queue }, {}, pool);
}
