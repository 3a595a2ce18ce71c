import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import type { PoolKeys } from "../pda";
import { buildInstruction } from "../program";

export interface GrowQueueOptions {
  pool: Pick<PoolKeys, "pool" | "queue">;
  /** Pays the rent; signs. */
  payer: PublicKey;
  programId?: PublicKey | undefined;
}

/** Grows the ring of queued tickets by room for 320, as often as it is called. Anybody may. */
export function growQueue({ pool, payer, programId }: GrowQueueOptions): TransactionInstruction {
  return buildInstruction("growQueue", { payer, pool: pool.pool, queue: pool.queue }, {}, { programId });
}
