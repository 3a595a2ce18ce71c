import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { markAddress } from "../../deployment";
import type { StewardKeys } from "../addresses";
import { buildSteward } from "./build";

export interface RequestWithdrawalOptions {
  steward: StewardKeys;
  /** Place in the steward's list. */
  index: number;
  vote: PublicKey;
  /** The bond's owner; signs. */
  owner: PublicKey;
  /** Tokens that are asked back, in all; of no meaning where it leaves. */
  tokens: bigint;
  /** Whether all is asked back. */
  leaves: boolean;
}

/**
 * Asks tokens of a bond back, or all. `tokens` is what is asked back in all: fewer than before takes the rest of the request back.
 * Errors: `MemberNotFound`, `NotOwner`, `InsufficientBond`, `BondTooSmall`, `WrongMark`, `WrongPool`, `Overflow`.
 *
 * @example
 * ```ts
 * const instruction = stewardInstructions.requestWithdrawal({ steward, index: 0, vote, owner: wallet, tokens: 0n, leaves: true });
 * ```
 */
export function requestWithdrawal(options: RequestWithdrawalOptions): TransactionInstruction {
  const { steward, index, vote, owner, tokens, leaves } = options;
  const accounts = { owner, mark: markAddress(steward.pool, vote) };
  return buildSteward("requestWithdrawal", steward, accounts, { index, tokens, leaves });
}
