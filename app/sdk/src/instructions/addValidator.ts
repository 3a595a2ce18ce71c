import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { markAddress, type PoolKeys, stakeAddress, transientAddress } from "../pda";
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
 * Errors: `NotValidatorManager`, `ScoreTooHigh`, `InvalidVoteAccount`, `ValidatorAlreadyListed`, `ValidatorListFull`,
 * `StakeAddressTaken`.
 */
export function addValidator(options: AddValidatorOptions): TransactionInstruction {
  const { pool, validatorManager, vote, score, programId } = options;
  return buildInstruction(
    "addValidator",
    {
      validatorManager,
      pool: pool.pool,
      validators: pool.validators,
      vote,
      stake: stakeAddress(pool.pool, vote, programId),
      transient: transientAddress(pool.pool, vote, programId),
      mark: markAddress(pool.pool, vote, programId),
    },
    { score },
    { programId },
  );
}
