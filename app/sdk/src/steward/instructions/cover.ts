import type { TransactionInstruction } from "@solana/web3.js";
import type { StewardKeys } from "../addresses";
import { buildSteward } from "./build";

export interface CoverOptions {
  steward: StewardKeys;
  /** Places of members in the steward's list. */
  indexes: number[];
}

/**
 * Burns what members owe out of their bonds. Anybody may.
 * Errors: `WrongPlaces`, `MemberNotFound`, `InvariantViolated`.
 *
 * @example
 * ```ts
 * const instruction = stewardInstructions.cover({ steward, indexes: [0, 4] });
 * ```
 */
export function cover({ steward, indexes }: CoverOptions): TransactionInstruction {
  return buildSteward("cover", steward, {}, { indexes });
}
