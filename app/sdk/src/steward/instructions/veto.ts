import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import type { StewardKeys } from "../addresses";
import { buildSteward } from "./build";

export interface VetoOptions {
  steward: StewardKeys;
  /** Place in the steward's list. */
  index: number;
  /** The pool's admin; signs. */
  admin: PublicKey;
  /** At most `MAX_REASON_BYTES` bytes. */
  reason: string;
}

/**
 * Announces that a member gets no stake, of at most a tenth of all bonds that count; of one that has just come counts the policy's least
 * bond. Only the pool's admin may.
 * Errors: `NotAdmin`, `MemberNotFound`, `WrongReason`, `AlreadyVetoed`, `VetoTooWide`, `WrongPool`, `Overflow`.
 *
 * @example
 * ```ts
 * const instruction = stewardInstructions.veto({ steward, index: 0, admin: wallet, reason: "it censors transactions" });
 * ```
 */
export function veto({ steward, index, admin, reason }: VetoOptions): TransactionInstruction {
  return buildSteward("veto", steward, { admin }, { index, reason });
}
