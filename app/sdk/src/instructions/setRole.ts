import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import type { PoolId } from "../deployment";
import type { Decoded } from "../layout";
import { buildInstruction } from "./build";

/** A role that the admin fills, by its name in the pool account. */
export type Role = Decoded<"role">;

export interface SetRoleOptions {
  pool: PoolId;
  /** The pool's admin; signs. */
  admin: PublicKey;
  role: Role;
  /** A system account without data: an address that can sign. */
  newHolder: PublicKey;
}

/**
 * Gives a role to somebody else: the guardian's at once, the validator manager's `MANAGER_CHANGE_UPDATES` epoch updates later.
 * Only the admin may. Errors: `NotAdmin`, `MissingRole`, `WrongRoleHolder`.
 *
 * @example
 * ```ts
 * const instruction = instructions.setRole({ pool, admin: wallet, role: "guardian", newHolder: owner });
 * ```
 */
export function setRole({ pool, admin, role, newHolder }: SetRoleOptions): TransactionInstruction {
  return buildInstruction("setRole", { admin, pool: pool.pool, newHolder }, { role }, pool);
}
