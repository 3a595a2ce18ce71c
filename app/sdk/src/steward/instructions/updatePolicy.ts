import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import type { StewardKeys } from "../addresses";
import type { StewardDecoded } from "../layout";
import { buildSteward } from "./build";

export interface UpdatePolicyOptions {
  steward: StewardKeys;
  /** The pool's admin; signs. */
  admin: PublicKey;
  policy: StewardDecoded<"policyArgs">;
}

/**
 * Changes what the steward asks for, five epochs later: validators and holders have the time to leave. Only the pool's admin may.
 * Errors: `NotAdmin`, `PolicyOutOfRange`, `WrongPool`.
 *
 * @example
 * ```ts
 * const instruction = stewardInstructions.updatePolicy({ steward, admin: wallet, policy: DEFAULT_STEWARD_POLICY });
 * ```
 */
export function updatePolicy({ steward, admin, policy }: UpdatePolicyOptions): TransactionInstruction {
  return buildSteward("updatePolicy", steward, { admin }, { policy });
}
