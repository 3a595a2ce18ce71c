import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { markAddress, type PoolKeys, stakeAddress, transientAddress } from "../pda";
import { buildInstruction } from "../program";

export interface DepositStakeAccountOptions {
  pool: PoolKeys & { treasury: PublicKey };
  /** Staker and withdrawer of the stake account; signs. */
  depositor: PublicKey;
  /** The stake account, which is closed. */
  deposited: PublicKey;
  /** The validator it is delegated to, by its vote account. */
  validator: { vote: PublicKey };
  /** Token account that receives the tokens; may be anybody's. */
  destination: PublicKey;
  /** The least the depositor accepts, in token units; see `minimumFor` and `quoteDepositStakeAccount`. */
  minimumTokensOut: bigint;
  programId?: PublicKey | undefined;
}

/**
 * Deposits a stake account that is fully active with a listed validator, for tokens at the ask: floored, deposit fee ceiled.
 * All of its lamports count, its rent included. The account's owner may; needs a fresh price. The validator's vote account is
 * open, and it stays within its cap and the pool's largest share.
 *
 * Errors: `PoolOutOfDate`, `EpochRewardsActive`, `Paused`, `InvalidVoteAccount`, `SupplyAboveBooks`, `ValidatorNotFound`,
 * `WrongStakeAccount`, `WrongTransientAccount`, `NotStakeOwner`, `StakeLocked`, `StakeNotActive`, `WrongValidator`,
 * `ValidatorDraining`, `ValidatorCapExceeded`, `BelowMinimumDelegation`, `ReserveNeeded`, `DepositCapExceeded`, `NoPrice`,
 * `ZeroResult`, `SlippageExceeded`, `WrongTokenAccount`, `WrongDestination`, `RentMissing`.
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
      mark: markAddress(pool.pool, validator.vote, programId),
      stake: stakeAddress(pool.pool, validator.vote, programId),
      transient: transientAddress(pool.pool, validator.vote, programId),
      destination,
      treasury: pool.treasury,
    },
    { minimumTokensOut },
    { programId },
  );
}
