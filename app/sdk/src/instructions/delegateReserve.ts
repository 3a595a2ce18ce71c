import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { type PoolKeys, stakeAddress, transientAddress } from "../pda";
import { buildInstruction } from "../program";

export interface DelegateReserveOptions {
  pool: PoolKeys;
  /** The validator: its vote account and its place in the list. */
  validator: { index: number; vote: PublicKey };
  programId?: PublicKey | undefined;
}

/**
 * Delegates reserve to a validator below its target: as much as is missing and as the reserve can spare. Anybody may;
 * needs a fresh price.
 *
 * Errors: `PoolOutOfDate`, `EpochRewardsActive`, `Paused`, `InvalidVoteAccount`, `ValidatorNotFound`, `AtTarget`,
 * `ReserveNeeded`, `BelowMinimumDelegation`, `TransientInUse`, `StakeCoolingDown`.
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
      stake: stakeAddress(pool.pool, validator.vote, programId),
      transient: transientAddress(pool.pool, validator.vote, programId),
    },
    { index: validator.index },
    { programId },
  );
}
