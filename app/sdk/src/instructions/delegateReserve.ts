import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { markAddress, type PoolKeys, stakeAddress, transientAddress } from "../pda";
import { buildInstruction } from "../program";

export interface DelegateReserveOptions {
  pool: PoolKeys;
  /** The validator, by its vote account. */
  validator: { vote: PublicKey };
  programId?: PublicKey | undefined;
}

/**
 * Delegates reserve to a validator below its target: as much as is missing and as the reserve can spare. Anybody may;
 * needs a fresh price.
 *
 * Errors: `PoolOutOfDate`, `EpochRewardsActive`, `Paused`, `InvalidVoteAccount`, `ValidatorNotFound`, `AtTarget`,
 * `ReserveNeeded`, `BelowMinimumDelegation`, `TransientInUse`, `StakeCoolingDown`, `WrongStakeAccount`,
 * `WrongTransientAccount`.
 */
export function delegateReserve({ pool, validator, programId }: DelegateReserveOptions): TransactionInstruction {
  return buildInstruction(
    "delegateReserve",
    {
      pool: pool.pool,
      validators: pool.validators,
      reserve: pool.reserve,
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
