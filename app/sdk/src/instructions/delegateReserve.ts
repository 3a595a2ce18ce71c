import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { markAddress, type PoolKeys, stakeAddress, transientAddress } from "../deployment";
import { buildInstruction } from "./build";

export interface DelegateReserveOptions {
  pool: PoolKeys;
  /** The validator, by its vote account. */
  validator: { vote: PublicKey };
}

/**
 * Delegates reserve to a validator below its target: as much as is missing and as the reserve can spare. Anybody may;
 * needs a fresh price.
 *
 * Errors: `PoolOutOfDate`, `EpochRewardsActive`, `Paused`, `InvalidVoteAccount`, `ValidatorNotFound`, `AtTarget`,
 * `ReserveNeeded`, `BelowMinimumDelegation`, `TransientInUse`, `StakeCoolingDown`, `WrongStakeAccount`,
 * `WrongTransientAccount`.
 *
 * @example
 * ```ts
 * const instruction = instructions.delegateReserve({ pool, validator: { vote } });
 * ```
 */
export function delegateReserve({ pool, validator }: DelegateReserveOptions): TransactionInstruction {
  return buildInstruction(
    "delegateReserve",
    {
      pool: pool.pool,
      validators: pool.validators,
      reserve: pool.reserve,
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
