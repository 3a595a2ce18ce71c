import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { type PoolKeys, stakeAddress, transientAddress } from "../pda";
import { buildInstruction } from "../program";

export interface DeactivateStakeOptions {
  pool: PoolKeys;
  /** The validator: its vote account and its place in the list. */
  validator: { index: number; vote: PublicKey };
  programId?: PublicKey | undefined;
}

/**
 * Deactivates stake of a validator over its target: what tickets wait for, and what rebalancing allows. Anybody may;
 * needs a fresh price.
 *
 * Errors: `PoolOutOfDate`, `EpochRewardsActive`, `ValidatorNotFound`, `AtTarget`, `BelowMinimumDelegation`,
 * `MoveLimitReached`, `TransientInUse`, `StakeCoolingDown`, `NothingToDeactivate`.
 */
export function deactivateStake({ pool, validator, programId }: DeactivateStakeOptions): TransactionInstruction {
  return buildInstruction(
    "deactivateStake",
    {
      pool: pool.pool,
      validators: pool.validators,
      stakeAuthority: pool.stakeAuthority,
      vote: validator.vote,
      stake: stakeAddress(pool.pool, validator.vote, programId),
      transient: transientAddress(pool.pool, validator.vote, programId),
    },
    { index: validator.index },
    { programId },
  );
}
