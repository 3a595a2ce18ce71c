import type { TransactionInstruction } from "@solana/web3.js";
import type { StewardKeys } from "../addresses";
import { buildSteward } from "./build";
import { type MemberPlace, placesOf } from "./places";

export interface AssessOptions {
  steward: StewardKeys;
  /** In rising order of their places in the steward's list, each once. */
  places: MemberPlace[];
}

/**
 * Notes what members owe for what the pool's stake earned with them last. Anybody may.
 * Errors: `WrongPlaces`, `MemberNotFound`, `WrongVoteAccount`, `WrongValidator`, `EpochNotNoted`, `WrongPool`, `Overflow`.
 *
 * @example
 * ```ts
 * const instruction = stewardInstructions.assess({ steward, places: [{ member: 0, validator: 3, vote }] });
 * ```
 */
export function assess({ steward, places }: AssessOptions): TransactionInstruction {
  const [args, votes] = placesOf(places);
  return buildSteward("assess", steward, {}, { places: args }, votes);
}
