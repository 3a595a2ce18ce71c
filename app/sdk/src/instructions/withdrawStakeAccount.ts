import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { exitStakeAddress, markAddress, type PoolKeys, stakeAddress, transientAddress } from "../deployment";
import { buildInstruction } from "./build";

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
}

/**
 * Burns tokens for a stake account of a validator, at the true price less the withdrawal fee (ceiled), which is at least the
 * idle rate: the exit that nobody can close. The tokens' owner may, paused or not; needs a fresh price.
 *
 * Errors: `ZeroAmount`, `InsufficientTokens`, `PoolOutOfDate`, `EpochRewardsActive`, `ValidatorNotFound`, `ZeroResult`,
 * `SlippageExceeded`, `WrongStakeAccount`, `WrongTransientAccount`, `BelowMinimumDelegation`, `NotEnoughStake`,
 * `WrongTokenAccount`, `WrongTokenOwner`, `NonceTaken`, `MissingRole`.
 *
 * @example
 * ```ts
 * const instruction = instructions.withdrawStakeAccount({ pool, owner: wallet, source, validator: { vote }, nonce: 0n, tokens: 1_000_000_000n, minimumLamportsOut });
 * ```
 */
export function withdrawStakeAccount(options: WithdrawStakeAccountOptions): TransactionInstruction {
  const { pool, owner, payer = owner, authority = owner, source, validator } = options;
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
      mark: markAddress(pool, validator.vote),
      stake: stakeAddress(pool, validator.vote),
      transient: transientAddress(pool, validator.vote),
      exitStake: exitStakeAddress(pool, owner, nonce),
    },
    { nonce, tokens, minimumLamportsOut, authority },
    pool,
  );
}
