import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { markAddress, type PoolKeys, stakeAddress, transientAddress } from "../deployment";
import { buildInstruction } from "./build";

export interface EmergencyDeactivateOptions {
  pool: PoolKeys;
  /** The pool's validator manager; signs. */
  validatorManager: PublicKey;
  /** The validator, whose score is 0, by its vote account. */
  validator: { vote: PublicKey };
}

/**
 * Deactivates all stake of a validator with score 0 at once, past the limit on rebalancing. Only the validator manager
 * may; the price's age does not matter.
 *
 * Errors: `NotValidatorManager`, `ValidatorNotFound`, `ValidatorStillScored`, `NothingToDeactivate`,
 * `EpochRewardsActive`, `WrongStakeAccount`, `WrongTransientAccount`.
 *
 * @example
 * ```ts
 * const instruction = instructions.emergencyDeactivate({ pool, validatorManager: wallet, validator: { vote } });
 * ```
 */
export function emergencyDeactivate(options: EmergencyDeactivateOptions): TransactionInstruction {
  const { pool, validatorManager, validator } = options;
  return buildInstruction(
    "emergencyDeactivate",
    {
      validatorManager,
      pool: pool.pool,
      validators: pool.validators,
      stakeAuthority: pool.stakeAuthority,
      vote: validator.vote,
      mark: markAddress(pool, validator.vote),
      stake: stakeAddress(pool, validator.vote),
      transient: transientAddress(pool, validator.vote),
    },
    {},
    pool,
  );
}
