import type { TransactionInstruction } from "@solana/web3.js";
import { stakeAccountsOf, type ValidatorRecord } from "../accounts/validatorList";
import type { PoolKeys } from "../deployment";
import { buildInstruction } from "./build";

export interface UpdateValidatorsOptions {
  pool: PoolKeys;
  /** Records just read: which accounts follow depends on their state. */
  validators: ValidatorRecord[];
  /** Leaves the stake accounts as they are; a way on, should a call to the stake program ever fail. */
  measureOnly?: boolean;
}

/**
 * Measures validators and puts their stake accounts in order. Anybody may, as often as they like: in an epoch's first look a
 * gain is what was earned; in a later one a loss counts at once and a gain waits for the next update.
 *
 * Errors: `EpochRewardsActive`, `ValidatorNotFound`, `WrongStakeAccount`, `WrongTransientAccount`, `WrongAccountCount`.
 *
 * @example
 * ```ts
 * const instruction = instructions.updateValidators({ pool, validators: [record] });
 * ```
 */
export function updateValidators(options: UpdateValidatorsOptions): TransactionInstruction {
  const { pool, validators, measureOnly = false } = options;
  const accounts = validators.flatMap((record) => stakeAccountsOf(pool, record));
  return buildInstruction(
    "updateValidators",
    {
      pool: pool.pool,
      validators: pool.validators,
      reserve: pool.reserve,
      stakeAuthority: pool.stakeAuthority,
    },
    { indexes: validators.map(({ index }) => index), measureOnly },
    { programId: pool.programId, remaining: accounts.map((pubkey) => ({ pubkey, isSigner: false, isWritable: true })) },
  );
}
