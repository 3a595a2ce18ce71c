import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { type PoolKeys, stakeAddress, transientAddress } from "../pda";
import { buildInstruction } from "../program";

export interface DepositStakeAccountOptions {
  pool: PoolKeys & { treasury: PublicKey };
  /** Staker and withdrawer of the stake account; signs. */
  depositor: PublicKey;
  /** The stake account, which is closed. */
  deposited: PublicKey;
  /** The validator it is delegated to: its vote account and its place in the list. */
  validator: { index: number; vote: PublicKey };
  /** Token account that receives the tokens; may be anybody's. */
  destination: PublicKey;
  /** The least the depositor accepts, in token units; see `minimumFor` and `quoteDepositStakeAccount`. */
  minimumTokensOut: bigint;
  programId?: PublicKey | undefined;
}

/**
 * Deposits a stake account that is fully active with a listed validator, for tokens at the true price: floored, deposit
 * fee ceiled. All of its lamports count, its rent included. The account's owner may; needs a fresh price.
 *
 * Errors: `PoolOutOfDate`, `EpochRewardsActive`, `Paused`, `SupplyAboveBooks`, `ValidatorNotFound`, `WrongStakeAccount`,
 * `WrongTransientAccount`, `NotStakeOwner`, `StakeLocked`, `StakeNotActive`, `WrongValidator`, `ValidatorDraining`,
 * `BelowMinimumDelegation`, `ReserveNeeded`, `DepositCapExceeded`, `NoPrice`, `ZeroResult`, `SlippageExceeded`.
 */
export function depositStakeAccount(options: DepositStakeAccountOptions): TransactionInstruction {
  const { pool, depositor, deposited, validator, destination, minimumTokensOut, programId } = options;
  return buildInstruction(
    "depositStakeAccount",
    {
      depositor,
      pool: pool.pool,
      validators: pool.validators,
      mint: pool.mint,
      mintAuthority: pool.mintAuthority,
      reserve: pool.reserve,
      stakeAuthority: pool.stakeAuthority,
      deposited,
      vote: validator.vote,
      stake: stakeAddress(pool.pool, validator.vote, programId),
      transient: transientAddress(pool.pool, validator.vote, programId),
      destination,
      treasury: pool.treasury,
    },
    { index: validator.index, minimumTokensOut },
    { programId },
  );
}
