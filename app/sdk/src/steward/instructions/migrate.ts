import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { membershipAddress, type StewardKeys } from "../addresses";
import { buildSteward } from "./build";

export interface MigrateOptions {
  steward: StewardKeys;
  /** Validators of the pool that are no members, with their places in the pool's list. */
  validators: { index: number; vote: PublicKey }[];
}

/**
 * Sets the scores of validators that the pool lists and that are no members. Anybody may.
 * Errors: `NotManager`, `WrongPlaces`, `WrongMembership`, `IsMember`, `WrongValidator`, `WrongPool`, `Overflow`.
 *
 * @example
 * ```ts
 * const instruction = stewardInstructions.migrate({ steward, validators: [{ index: 3, vote }] });
 * ```
 */
export function migrate({ steward, validators }: MigrateOptions): TransactionInstruction {
  const args = validators.map(({ index, vote }) => ({ index, vote }));
  const memberships = validators.map(({ vote }) => membershipAddress(steward, vote));
  return buildSteward("migrate", steward, {}, { validators: args }, memberships);
}
