import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import type { StewardKeys } from "../addresses";
import { buildSteward } from "./build";

export interface SetPledgeOptions {
  steward: StewardKeys;
  /** Place in the steward's list. */
  index: number;
  /** The bond's owner; signs. */
  owner: PublicKey;
  /** In basis points. */
  pledge: number;
}

/**
 * Pledges another commission: a lower one at once, a higher one for rewards from four epochs later on.
 * Errors: `PledgeTooHigh`, `MemberNotFound`, `NotOwner`.
 *
 * @example
 * ```ts
 * const instruction = stewardInstructions.setPledge({ steward, index: 0, owner: wallet, pledge: 300 });
 * ```
 */
export function setPledge({ steward, index, owner, pledge }: SetPledgeOptions): TransactionInstruction {
  return buildSteward("setPledge", steward, { owner }, { index, pledge });
}
