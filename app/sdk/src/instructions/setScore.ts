import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { markAddress, type PoolKeys } from "../deployment";
import { buildInstruction } from "./build";

export interface SetScoreOptions {
  pool: PoolKeys;
  /** The pool's validator manager; signs. */
  validatorManager: PublicKey;
  /** The validator, by its vote account. */
  validator: { vote: PublicKey };
  /** Weight in the delegation, 0 to `MAX_SCORE`; 0 drains the validator. */
  score: number;
}

/**
 * Sets a validator's score. Only the validator manager may.
 * Errors: `NotValidatorManager`, `ScoreTooHigh`, `ValidatorNotFound`.
 *
 * @example
 * ```ts
 * const instruction = instructions.setScore({ pool, validatorManager: wallet, validator: { vote }, score: 50 });
 * ```
 */
export function setScore({ pool, validatorManager, validator, score }: SetScoreOptions): TransactionInstruction {
  const { vote } = validator;
  const mark = markAddress(pool, vote);
  const accounts = { validatorManager, pool: pool.pool, validators: pool.validators, vote, mark };
  return buildInstruction("setScore", accounts, { score }, pool);
}
