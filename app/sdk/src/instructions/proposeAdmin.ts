import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { buildInstruction } from "../program";

export interface ProposeAdminOptions {
  pool: { pool: PublicKey };
  /** The pool's admin; signs. */
  admin: PublicKey;
  /** Becomes admin when it accepts; `PublicKey.default` withdraws a proposal. */
  newAdmin: PublicKey;
  programId?: PublicKey | undefined;
}

/** Proposes another admin, who has to accept. Only the admin may. Errors: `NotAdmin`. */
export function proposeAdmin({ pool, admin, newAdmin, programId }: ProposeAdminOptions): TransactionInstruction {
  return buildInstruction("proposeAdmin", { admin, pool: pool.pool }, { newAdmin }, { programId });
}
