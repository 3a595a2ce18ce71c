import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { markAddress, type PoolKeys, stakeAddress, transientAddress } from "../pda";
import { buildInstruction } from "../program";

export interface DeactivateStakeOptions {
  pool: PoolKeys;
  /** The validator, by its vote account. */
  validator: { vote: PublicKey };
  programId?: PublicKey | undefined;
}

/**
 * Deactivates stake of a validator: in the epoch's moving part what lies over its target, as tickets need it and rebalancing
 * allows; at any time what tickets need that could have been served in an earlier epoch. Stake that was delegated in this epoch
 * is taken back first, at once. Anybody may; needs a fresh price.
 *
 * Errors: `PoolOutOfDate`, `EpochRewardsActive`, `ValidatorNotFound`, `AtTarget`, `OutsideMovingPart`,
 * `BelowMinimumDelegation`, `MoveLimitReached`, `TransientInUse`, `StakeCoolingDown`, `NothingToDeactivate`,
 * `WrongStakeAccount`, `WrongTransientAccount`, `StakeNotActive`, `RentMissing`.
 */
export function deactivateStake({ pool, validator, programId }: DeactivateStakeOptions): TransactionInstruction {
  return buildInstruction(
    "deactivateStake",
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
