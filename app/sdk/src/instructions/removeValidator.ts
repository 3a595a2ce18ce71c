import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { markAddress, type PoolKeys, stakeAddress, transientAddress } from "../pda";
import { buildInstruction } from "../program";

export interface RemoveValidatorOptions {
  /** A pool just read: the validator manager receives the mark's rent. */
  pool: PoolKeys & { validatorManager: PublicKey };
  /** The validator, whose score is 0 and whose stake has come back: its vote account and its place in the list. */
  validator: { index: number; vote: PublicKey };
  programId?: PublicKey | undefined;
}

/**
 * Takes a drained validator off the list; the last validator of the list takes its index. Anybody may. Has to be the
 * last instruction of its transaction: one validator per transaction.
 *
 * Errors: `ValidatorNotFound`, `ValidatorStillScored`, `ValidatorNotDrained`, `NotLastInstruction`,
 * `EpochRewardsActive`, `WrongStakeAccount`, `WrongTransientAccount`.
 */
export function removeValidator({ pool, validator, programId }: RemoveValidatorOptions): TransactionInstruction {
  return buildInstruction(
    "removeValidator",
    {
      pool: pool.pool,
      validators: pool.validators,
      reserve: pool.reserve,
      stakeAuthority: pool.stakeAuthority,
      validatorManager: pool.validatorManager,
      vote: validator.vote,
      mark: markAddress(pool.pool, validator.vote, programId),
      stake: stakeAddress(pool.pool, validator.vote, programId),
      transient: transientAddress(pool.pool, validator.vote, programId),
    },
    { index: validator.index },
    { programId },
  );
}
