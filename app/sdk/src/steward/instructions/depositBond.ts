import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import type { StewardKeys } from "../addresses";
import { buildSteward } from "./build";

export interface DepositBondOptions {
  steward: StewardKeys;
  /** Place in the steward's list. */
  index: number;
  /** Token account that gives, and its owner, who signs; may be anybody's. */
  source: PublicKey;
  sourceOwner: PublicKey;
  tokens: bigint;
}

/**
 * Adds tokens to a bond. Anybody may.
 * Errors: `ZeroAmount`, `MemberNotFound`, `BondTooSmall`, `WrongPool`, `Overflow`,
 * `InvariantViolated`.
 *
 * @example
 * ```ts
 * const instruction = stewardInstructions.depositBond({ steward, index: 0, source, sourceOwner: wallet, tokens: 1_000_000_000n });
 * ```
 */
export function depositBond({
  steward,
  index,
  source,
  sourceOwner,
  tokens,
}: DepositBondOptions): TransactionInstruction {
  return buildSteward("depositBond", steward, { source, sourceOwner }, { index, tokens });
}
