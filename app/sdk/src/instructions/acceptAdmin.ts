import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import type { PoolId } from "../deployment";
import { buildInstruction } from "./build";

export interface AcceptAdminOptions {
  pool: PoolId;
  /** The proposed admin; signs. */
  pendingAdmin: PublicKey;
}

/**
 * Takes over the role of admin. Only the proposed one may. Errors: `NotPendingAdmin`.
 *
 * @example
 * ```ts
 * const instruction = instructions.acceptAdmin({ pool, pendingAdmin: wallet });
 * ```
 */
export function acceptAdmin({ pool, pendingAdmin }: AcceptAdminOptions): TransactionInstruction {
  return buildInstruction("acceptAdmin", { pendingAdmin, pool: pool.pool }, {}, pool);
}
