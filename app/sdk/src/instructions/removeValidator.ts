import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { markAddress, type PoolKeys, stakeAddress, transientAddress } from "../deployment";
import { buildInstruction } from "./build";

export interface RemoveValidatorOptions {
  pool: PoolKeys;
  /** The validator, whose score is 0 and whose stake has come back, by its vote account. */
  validator: { vote: PublicKey };
  /** Who paid the mark's rent, as the mark says, and gets it back; see `fetchValidatorMark`. */
  rentPayer: PublicKey;
  /** Vote account of the list's last validator, which takes the place; the same one where it is the last. */
  lastVote: PublicKey;
}

/**
 * Takes a drained validator off the list, unless its manager keeps it; the last validator of the list takes its index. Anybody
 * may. Has to be the last instruction of its transaction: one validator per transaction.
 *
 * Errors: `ValidatorNotFound`, `ValidatorStillScored`, `ValidatorKept`, `ValidatorNotDrained`, `NotLastInstruction`,
 * `EpochRewardsActive`, `WrongStakeAccount`, `WrongTransientAccount`, `WrongMark`.
 *
 * @example
 * ```ts
 * const instruction = instructions.removeValidator({ pool, validator: { vote }, rentPayer: owner, lastVote: vote });
 * ```
 */
export function removeValidator(options: RemoveValidatorOptions): TransactionInstruction {
  const { pool, validator, rentPayer, lastVote } = options;
  return buildInstruction(
    "removeValidator",
    {
      pool: pool.pool,
      validators: pool.validators,
      reserve: pool.reserve,
      stakeAuthority: pool.stakeAuthority,
      rentPayer,
      vote: validator.vote,
      mark: markAddress(pool, validator.vote),
      lastMark: markAddress(pool, lastVote),
      stake: stakeAddress(pool, validator.vote),
      transient: transientAddress(pool, validator.vote),
    },
    {},
    pool,
  );
}
