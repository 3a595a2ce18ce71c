import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { markAddress, type PoolKeys, stakeAddress, transientAddress } from "../deployment";
import { buildInstruction } from "./build";

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
 *
 * @example
 * ```ts
 * const instruction = instructions.depositStakeAccount({ pool, depositor: wallet, deposited: stake, validator: { vote }, destination, minimumTokensOut });
 * ```
 */
export function depositStakeAccount(options: DepositStakeAccountOptions): TransactionInstruction {
  const { pool, depositor, deposited, validator, destination, minimumTokensOut } = options;
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
      mark: markAddress(pool, validator.vote),
      stake: stakeAddress(pool, validator.vote),
      transient: transientAddress(pool, validator.vote),
      destination,
      treasury: pool.treasury,
    },
    { minimumTokensOut },
    pool,
  );
}
