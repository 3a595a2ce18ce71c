import type { TransactionInstruction } from "@solana/web3.js";
import type { StewardKeys } from "../addresses";
import { buildSteward } from "./build";
import { type MemberPlace, placesOf } from "./places";

export interface RateOptions {
  steward: StewardKeys;
  /** In rising order of their places in the steward's list, each once. */
  places: MemberPlace[];
}

/**
 * Sets scores and caps of members that the pool lists, and are witnesses to each other that the cluster votes. Anybody may.
 * Errors: `NotManager`, `WrongPlaces`, `MemberNotFound`, `WrongVoteAccount`, `WrongValidator`, `WrongPool`, `Overflow`.
 *
 * @example
 * ```ts
 * const instruction = stewardInstructions.rate({ steward, places: [{ member: 0, validator: 3, vote }] });
 * ```
 */
export function rate({ steward, places }: RateOptions): TransactionInstruction {
  const [args, votes] = placesOf(places);
  return buildSteward("rate", steward, {}, { places: args }, votes);
}
