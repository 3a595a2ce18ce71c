import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { markAddress, type PoolKeys } from "../pda";
import { buildInstruction } from "../program";

export interface SetScoreOptions {
  pool: PoolKeys;
  /** The pool's validator manager; signs. */
  validatorManager: PublicKey;
  /** The validator, by its vote account. */
  validator: { vote: PublicKey };
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
  const { vote } = validator;
  const mark = markAddress(pool.pool, vote, programId);
  const accounts = { validatorManager, pool: pool.pool, validators: pool.validators, vote, mark };
  return buildInstruction("setScore", accounts, { score }, { programId });
}
