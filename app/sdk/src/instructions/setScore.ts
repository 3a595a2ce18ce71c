import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import type { PoolKeys } from "../pda";
import { buildInstruction } from "../program";

export interface SetScoreOptions {
  pool: PoolKeys;
  /** The pool's validator manager; signs. */
  validatorManager: PublicKey;
  /** The validator: its vote account and its place in the list. */
  validator: { index: number; vote: PublicKey };
  /** Weight in the delegation, 0 to `MAX_SCORE`; 0 drains the validator. */
  score: number;
  programId?: PublicKey | undefined;
}

/**
 * Sets a validator's score. Only the validator manager may.
 * Errors: `NotValidatorManager`, `ScoreTooHigh`, `ValidatorNotFound`.
 */
export function setScore({
  pool,
  validatorManager,
  validator,
  score,
  programId,
}: SetScoreOptions): TransactionInstruction {
  const accounts = { validatorManager, pool: pool.pool, validators: pool.validators, vote: validator.vote };
  return buildInstruction("setScore", accounts, { index: validator.index, score }, { programId });
}
