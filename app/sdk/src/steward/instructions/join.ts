import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { membershipAddress, type StewardKeys } from "../addresses";
import { buildSteward } from "./build";

export interface JoinOptions {
  steward: StewardKeys;
  /** Pays the fee and all rents; signs. The withdrawer unless named. */
  payer?: PublicKey | undefined;
  /** The vote account's authorized withdrawer; signs. */
  withdrawer: PublicKey;
  vote: PublicKey;
  /** Gets the bond back. The withdrawer unless named. */
  owner?: PublicKey | undefined;
  /** Token account whose tokens become the bond, and its owner, who signs: the withdrawer unless named. */
  source: PublicKey;
  sourceOwner?: PublicKey | undefined;
  /** A free place in the steward's list, or the first one behind it. */
  index: number;
  /** The most commission that it takes, in basis points. */
  pledge: number;
  /** Tokens of the bond. */
  tokens: bigint;
}

/**
 * Makes a validator a member, with a bond and a pledge.
 * Errors: `PledgeTooHigh`, `WrongOwner`, `WrongVoteAccount`, `NotWithdrawer`, `TooNew`, `BondTooSmall`, `MemberNotFound`, `MembersFull`, `PlaceTaken`, `WrongPool`, `Overflow`, `InvariantViolated`.
 *
 * @example
 * ```ts
 * const instruction = stewardInstructions.join({ steward, withdrawer: wallet, vote, source, index: 0, pledge: 500, tokens: 100_000_000_000n });
 * ```
 */
export function join(options: JoinOptions): TransactionInstruction {
  const { steward, withdrawer, vote, source, index, pledge, tokens } = options;
  const { payer = withdrawer, owner = withdrawer, sourceOwner = withdrawer } = options;
  const membership = membershipAddress(steward, vote);
  const accounts = { payer, withdrawer, sourceOwner, owner, membership, vote, source };
  return buildSteward("join", steward, accounts, { index, pledge, tokens });
}
