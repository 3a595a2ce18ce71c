import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { membershipAddress, type StewardKeys } from "../addresses";
import { buildSteward } from "./build";

export interface CloseMembershipOptions {
  steward: StewardKeys;
  vote: PublicKey;
  /** Gets the membership's rent: the membership names it. */
  rentPayer: PublicKey;
}

/**
 * Closes the membership of a validator that left while it was vetoed, once it may join again. Anybody may.
 * Errors: `IsMember`, `Barred`, `WrongMembership`.
 *
 * @example
 * ```ts
 * const instruction = stewardInstructions.closeMembership({ steward, vote, rentPayer: wallet });
 * ```
 */
export function closeMembership({ steward, vote, rentPayer }: CloseMembershipOptions): TransactionInstruction {
  return buildSteward("closeMembership", steward, { membership: membershipAddress(steward, vote), rentPayer }, {});
}
