import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { type PoolKeys, stakeAddress, transientAddress } from "../pda";
import { buildInstruction } from "../program";

export interface WithdrawStakeAccountOptions {
  pool: PoolKeys;
  /** Owns the tokens, pays the new account's rent, becomes its staker and withdrawer; signs. */
  owner: PublicKey;
  /** The owner's token account. */
  source: PublicKey;
  /** The validator that gives the stake: its vote account and its place in the list. */
  validator: { index: number; vote: PublicKey };
  /** Address of the stake account that the owner receives; signs, and must not exist yet. */
  newStake: PublicKey;
  tokens: bigint;
  /** The least stake the owner accepts, in lamports; see `minimumFor` and `quoteWithdrawStakeAccount`. */
  minimumLamportsOut: bigint;
  programId?: PublicKey | undefined;
}

/**
 * Burns tokens for a stake account of a validator, at the true price less the withdrawal fee (ceiled): the exit that
 * nobody can close. The tokens' owner may, paused or not; needs a fresh price.
 *
 * Errors: `ZeroAmount`, `InsufficientTokens`, `PoolOutOfDate`, `EpochRewardsActive`, `ValidatorNotFound`, `ZeroResult`,
 * `SlippageExceeded`, `WrongStakeAccount`, `WrongTransientAccount`, `BelowMinimumDelegation`, `NotEnoughStake`,
 * `WrongTokenAccount`, `WrongTokenOwner`.
 */
export function withdrawStakeAccount(options: WithdrawStakeAccountOptions): TransactionInstruction {
  const { pool, owner, source, validator, newStake, tokens, minimumLamportsOut, programId } = options;
  return buildInstruction(
    "withdrawStakeAccount",
    {
      owner,
      pool: pool.pool,
      validators: pool.validators,
      mint: pool.mint,
      source,
      stakeAuthority: pool.stakeAuthority,
      vote: validator.vote,
      stake: stakeAddress(pool.pool, validator.vote, programId),
      transient: transientAddress(pool.pool, validator.vote, programId),
      newStake,
    },
    { index: validator.index, tokens, minimumLamportsOut },
    { programId },
  );
}
