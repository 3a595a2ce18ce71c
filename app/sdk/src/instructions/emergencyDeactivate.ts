import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { markAddress, type PoolKeys, stakeAddress, transientAddress } from "../pda";
import { buildInstruction } from "../program";

export interface EmergencyDeactivateOptions {
  pool: PoolKeys;
  /** The pool's validator manager; signs. */
  validatorManager: PublicKey;
  /** The validator, whose score is 0, by its vote account. */
  validator: { vote: PublicKey };
  programId?: PublicKey | undefined;
}

/**
 * Deactivates all stake of a validator with score 0 at once, past the limit on rebalancing. Only the validator manager
 * may; the price's age does not matter.
 *
 * Errors: `NotValidatorManager`, `ValidatorNotFound`, `ValidatorStillScored`, `NothingToDeactivate`,
 * `EpochRewardsActive`, `WrongStakeAccount`, `WrongTransientAccount`.
 */
export function emergencyDeactivate(options: EmergencyDeactivateOptions): TransactionInstruction {
  const { pool, validatorManager, validator, programId } = options;
  return buildInstruction(
    "emergencyDeactivate",
    {
      validatorManager,
      pool: pool.pool,
      validators: pool.validators,
      stakeAuthority: pool.stakeAuthority,
      vote: validator.vote,
      mark: markAddress(pool.pool, validator.vote, programId),
      stake: stakeAddress(pool.pool, validator.vote, programId),
      transient: transientAddress(pool.pool, validator.vote, programId),
    },
    {},
    { programId },
  );
}
