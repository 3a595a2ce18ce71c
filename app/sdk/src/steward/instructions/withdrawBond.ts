import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { markAddress } from "../../deployment";
import { membershipAddress, type StewardKeys } from "../addresses";
import { buildSteward } from "./build";

export interface WithdrawBondOptions {
  steward: StewardKeys;
  vote: PublicKey;
  /** Gets the membership's rent: the membership names it. */
  rentPayer: PublicKey;
  /** Token account of the bond's owner. */
  destination: PublicKey;
}

/**
 * Pays what was asked back of a bond. Anybody may.
 * Errors: `MemberNotFound`, `NothingRequested`, `DebtOpen`, `TooEarly`, `NotAssessed`, `NotRated`, `StakeNotGone`,
 * `WrongDestination`, `WrongMembership`, `WrongMark`, `WrongPool`, `Overflow`, `InvariantViolated`.
 *
 * @example
 * ```ts
 * const instruction = stewardInstructions.withdrawBond({ steward, vote, rentPayer: wallet, destination });
 * ```
 */
export function withdrawBond({ steward, vote, rentPayer, destination }: WithdrawBondOptions): TransactionInstruction {
  const [membership, mark] = [membershipAddress(steward, vote), markAddress(steward.pool, vote)];
  return buildSteward("withdrawBond", steward, { membership, rentPayer, destination, mark }, {});
}
