import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { markAddress, type PoolKeys, stakeAddress, transientAddress } from "../deployment";
import { buildInstruction } from "./build";

export interface DeactivateStakeOptions {
  pool: PoolKeys;
  /** The validator, by its vote account. */
  validator: { vote: PublicKey };
}

/**
 * Deactivates stake of a validator: in the epoch's moving part what lies over its target, as tickets need it and rebalancing
 * allows; at any time what tickets need that could have been served in an earlier epoch. Stake that was delegated in this epoch
 * is taken back first, at once. Anybody may; needs a fresh price.
 *
 * Errors: `PoolOutOfDate`, `EpochRewardsActive`, `ValidatorNotFound`, `AtTarget`, `OutsideMovingPart`,
 * `BelowMinimumDelegation`, `MoveLimitReached`, `TransientInUse`, `StakeCoolingDown`, `NothingToDeactivate`,
 * `WrongStakeAccount`, `WrongTransientAccount`, `StakeNotActive`, `RentMissing`.
 *
 * @example
 * ```ts
 * const instruction = instructions.deactivateStake({ pool, validator: { vote } });
 * ```
 */
export function deactivateStake({ pool, validator }: DeactivateStakeOptions): TransactionInstruction {
  return buildInstruction(
    "deactivateStake",
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
