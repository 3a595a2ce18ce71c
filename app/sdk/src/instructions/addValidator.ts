import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { markAddress, type PoolKeys } from "../pda";
import { buildInstruction } from "../program";

export interface AddValidatorOptions {
  pool: PoolKeys;
  /** The pool's validator manager; pays for the list's growth; signs. */
  validatorManager: PublicKey;
  vote: PublicKey;
  /** Weight in the delegation, 0 to `MAX_SCORE`. */
  score: number;
  programId?: PublicKey | undefined;
}

/**
 * Lists a validator at the end of the list. Only the validator manager may.
 * Errors: `NotValidatorManager`, `ScoreTooHigh`, `InvalidVoteAccount`, `ValidatorAlreadyListed`, `ValidatorListFull`.
 */
export function addValidator(options: AddValidatorOptions): TransactionInstruction {
  const { pool, validatorManager, vote, score, programId } = options;
  const mark = markAddress(pool.pool, vote, programId);
  const accounts = { validatorManager, pool: pool.pool, validators: pool.validators, vote, mark };
  return buildInstruction("addValidator", accounts, { score }, { programId });
}
