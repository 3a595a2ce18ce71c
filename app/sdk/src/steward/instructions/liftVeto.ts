import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import type { StewardKeys } from "../addresses";
import { buildSteward } from "./build";

export interface LiftVetoOptions {
  steward: StewardKeys;
  /** Place in the steward's list. */
  index: number;
  /** The pool's admin; signs. */
  admin: PublicKey;
}

/**
 * Ends a veto. Only the pool's admin may.
 * Errors: `NotAdmin`, `MemberNotFound`, `NotVetoed`.
 *
 * @example
 * ```ts
 * const instruction = stewardInstructions.liftVeto({ steward, index: 0, admin: wallet });
 * ```
 */
export function liftVeto({ steward, index, admin }: LiftVetoOptions): TransactionInstruction {
  return buildSteward("liftVeto", steward, { admin }, { index });
}
