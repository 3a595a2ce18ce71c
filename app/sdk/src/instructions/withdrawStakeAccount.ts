import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { exitStakeAddress, markAddress, type PoolKeys, stakeAddress, transientAddress } from "../pda";
import { buildInstruction } from "../program";

export interface WithdrawStakeAccountOptions {
  pool: PoolKeys;
  /** Pays the new account's rent; signs. The owner unless named. */
  payer?: PublicKey | undefined;
  /** Owns the tokens; signs. */
  owner: PublicKey;
  /** Becomes staker and withdrawer of the new account; the owner unless named. */
  authority?: PublicKey | undefined;
  /** The owner's token account. */
  source: PublicKey;
  /** The validator that gives the stake, by its vote account. */
  validator: { vote: PublicKey };
  /** Any number that the owner has not withdrawn with before: the new account's address follows; see `exitStakeAddress`. */
  nonce: bigint;
  tokens: bigint;
  /** The least stake the owner accepts, in lamports; see `minimumFor` and `quoteWithdrawStakeAccount`. */
  minimumLamportsOut: bigint;
  programId?: PublicKey | undefined;
}

/**
 * Burns tokens for a stake account of a validator, at the true price less the withdrawal fee (ceiled), which is at least the
 * idle rate: the exit that nobody can close. The tokens' owner may, paused or not; needs a fresh price.
 *
 * Errors: `ZeroAmount`, `InsufficientTokens`, `PoolOutOfDate`, `EpochRewardsActive`, `ValidatorNotFound`, `ZeroResult`,
 * `SlippageExceeded`, `WrongStakeAccount`, `WrongTransientAccount`, `BelowMinimumDelegation`, `NotEnoughStake`,
 * `WrongTokenAccount`, `WrongTokenOwner`, `NonceTaken`, `MissingRole`.
 */
export function withdrawStakeAccount(options: WithdrawStakeAccountOptions): TransactionInstruction {
  const { pool, owner, payer = owner, authority = owner, source, validator, programId } = options;
  const { nonce, tokens, minimumLamportsOut } = options;
  return buildInstruction(
    "withdrawStakeAccount",
    {
      payer,
      owner,
      pool: pool.pool,
      validators: pool.validators,
      mint: pool.mint,
      source,
      stakeAuthority: pool.stakeAuthority,
      vote: validator.vote,
      mark: markAddress(pool.pool, validator.vote, programId),
      stake: stakeAddress(pool.pool, validator.vote, programId),
      transient: transientAddress(pool.pool, validator.vote, programId),
      exitStake: exitStakeAddress(pool.pool, owner, nonce, programId),
    },
    { nonce, tokens, minimumLamportsOut, authority },
    { programId },
  );
}
