import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import type { PoolId } from "../deployment";
import { buildInstruction } from "./build";

export interface ProposeAdminOptions {
  pool: PoolId;
  /** The pool's admin; signs. */
  admin: PublicKey;
  /** Becomes admin when it accepts; `PublicKey.default` withdraws a proposal. */
  newAdmin: PublicKey;
}

/**
 * Proposes another admin, who has to accept. Only the admin may. Errors: `NotAdmin`.
 *
 * @example
 * ```ts
 * const instruction = instructions.proposeAdmin({ pool, admin: wallet, newAdmin: owner });
 * ```
 */
export function proposeAdmin({ pool, admin, newAdmin }: ProposeAdminOptions): TransactionInstruction {
  return buildInstruction("proposeAdmin", { admin, pool: pool.pool }, { newAdmin }, pool);
}
