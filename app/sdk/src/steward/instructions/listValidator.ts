import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { markAddress, stakeAddress, transientAddress } from "../../deployment";
import type { StewardKeys } from "../addresses";
import { buildSteward } from "./build";

export interface ListValidatorOptions {
  steward: StewardKeys;
  /** Pays for the validator's place in the pool's list; signs. */
  payer: PublicKey;
  vote: PublicKey;
  /** Its place in the steward's list. */
  index: number;
}

/**
 * Has the pool list a member with its first score. Anybody may; `payer` pays.
 * Errors: `NotManager`, `MemberNotFound`, `WrongVoteAccount`, `NotQualified`, `WrongPool`, `Overflow`.
 *
 * @example
 * ```ts
 * const instruction = stewardInstructions.listValidator({ steward, payer: wallet, vote, index: 0 });
 * ```
 */
export function listValidator({ steward, payer, vote, index }: ListValidatorOptions): TransactionInstruction {
  const { pool } = steward;
  const [stake, transient] = [stakeAddress(pool, vote), transientAddress(pool, vote)];
  return buildSteward(
    "listValidator",
    steward,
    { payer, vote, stake, transient, mark: markAddress(pool, vote) },
    { index },
  );
}
