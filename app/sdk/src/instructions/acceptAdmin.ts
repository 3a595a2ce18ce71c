import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { buildInstruction } from "../program";

export interface AcceptAdminOptions {
  pool: { pool: PublicKey };
  /** The proposed admin; signs. */
  pendingAdmin: PublicKey;
  programId?: PublicKey | undefined;
}

/** Takes over the role of admin. Only the proposed one may. Errors: `NotPendingAdmin`. */
export function acceptAdmin({ pool, pendingAdmin, programId }: AcceptAdminOptions): TransactionInstruction {
  return buildInstruction("acceptAdmin", { pendingAdmin, pool: pool.pool }, {}, { programId });
}
