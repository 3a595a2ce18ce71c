import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { markAddress, type PoolKeys, stakeAddress, transientAddress } from "../deployment";
import { U64_MAX } from "../math";
import { buildInstruction } from "./build";

export interface AddValidatorOptions {
  pool: PoolKeys;
  /** Pays for the list's growth and for the mark, whose rent comes back to it; signs. The manager unless named. */
  payer?: PublicKey | undefined;
  /** The pool's validator manager; signs. */
  validatorManager: PublicKey;
  vote: PublicKey;
  /** Weight in the delegation, 0 to `MAX_SCORE`. */
  score: number;
  /** The most that the pool delegates to it, in lamports; no cap unless named. */
  cap?: bigint | undefined;
}

/**
 * Lists a validator at the end of the list. Only the validator manager may; `payer` pays.
 * Errors: `NotValidatorManager`, `ScoreTooHigh`, `InvalidVoteAccount`, `ValidatorAlreadyListed`, `ValidatorListFull`,
 * `StakeAddressTaken`.
 *
 * @example
 * ```ts
 * const instruction = instructions.addValidator({ pool, validatorManager: wallet, vote, score: 100 });
 * ```
 */
export function addValidator(options: AddValidatorOptions): TransactionInstruction {
  const { pool, validatorManager, payer = validatorManager, vote, score, cap = U64_MAX } = options;
  return buildInstruction(
    "addValidator",
    {
      payer,
      validatorManager,
      pool: pool.pool,
      validators: pool.validators,
      vote,
      stake: stakeAddress(pool, vote),
      transient: transientAddress(pool, vote),
      mark: markAddress(pool, vote),
    },
    { score, cap },
    pool,
  );
}
