import type { TransactionInstruction } from "@solana/web3.js";
import type { StewardKeys } from "../addresses";
import { buildSteward } from "./build";

export interface NoteEpochOptions {
  steward: StewardKeys;
}

/**
 * Writes down what all stake earned in the epoch before. Anybody may, once an epoch.
 * Errors: `EpochRewardsActive`, `AlreadyNoted`, `WrongPool`.
 *
 * @example
 * ```ts
 * const instruction = stewardInstructions.noteEpoch({ steward });
 * ```
 */
export function noteEpoch({ steward }: NoteEpochOptions): TransactionInstruction {
  return buildSteward("noteEpoch", steward, {}, {});
}
