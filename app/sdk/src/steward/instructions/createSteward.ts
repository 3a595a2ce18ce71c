import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import type { StewardKeys } from "../addresses";
import type { StewardDecoded } from "../layout";
import { buildSteward } from "./build";

export interface CreateStewardOptions {
  steward: StewardKeys;
  /** Pays all rents; signs. The admin unless named. */
  payer?: PublicKey | undefined;
  /** The pool's admin; signs. */
  admin: PublicKey;
  policy: StewardDecoded<"policyArgs">;
}

/**
 * Creates a pool's steward. Only the pool's admin may.
 * Errors: `NotAdmin`, `WrongPool`, `WrongMint`, `PolicyOutOfRange`.
 *
 * @example
 * ```ts
 * const instruction = stewardInstructions.createSteward({ steward, admin: wallet, policy: DEFAULT_STEWARD_POLICY });
 * ```
 */
export function createSteward({ steward, admin, payer = admin, policy }: CreateStewardOptions): TransactionInstruction {
  return buildSteward("createSteward", steward, { payer, admin }, { policy });
}
