import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import type { Decoded } from "../layout";
import { buildInstruction } from "../program";

/** A role that the admin fills, by its name in the pool account. */
export type Role = Decoded<"role">;

export interface SetRoleOptions {
  pool: { pool: PublicKey };
  /** The pool's admin; signs. */
  admin: PublicKey;
  role: Role;
  newHolder: PublicKey;
  programId?: PublicKey | undefined;
}

/** Gives a role to somebody else, at once. Only the admin may. Errors: `NotAdmin`, `MissingRole`. */
export function setRole({ pool, admin, role, newHolder, programId }: SetRoleOptions): TransactionInstruction {
  return buildInstruction("setRole", { admin, pool: pool.pool }, { role, newHolder }, { programId });
}
