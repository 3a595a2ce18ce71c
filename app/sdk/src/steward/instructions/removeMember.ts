import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { markAddress } from "../../deployment";
import { membershipAddress, type StewardKeys } from "../addresses";
import { buildSteward } from "./build";

export interface RemoveMemberOptions {
  steward: StewardKeys;
  vote: PublicKey;
  /** Gets the membership's rent: the membership names it. */
  rentPayer: PublicKey;
}

/**
 * Frees the place of a member whose bond was burned whole. Anybody may.
 * Errors: `MemberNotFound`, `BondThere`, `DebtOpen`, `NotAssessed`, `StakeNotGone`, `WrongMembership`, `WrongMark`, `WrongPool`.
 *
 * @example
 * ```ts
 * const instruction = stewardInstructions.removeMember({ steward, vote, rentPayer: wallet });
 * ```
 */
export function removeMember({ steward, vote, rentPayer }: RemoveMemberOptions): TransactionInstruction {
  const [membership, mark] = [membershipAddress(steward, vote), markAddress(steward.pool, vote)];
  return buildSteward("removeMember", steward, { membership, rentPayer, mark }, {});
}
