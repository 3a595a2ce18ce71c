import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import type { PoolKeys } from "../deployment";
import type { Decoded } from "../layout";
import { buildInstruction } from "./build";

/**
 * What a validator shall have, by its vote account and its place in the list: a score from 0 to `MAX_SCORE`, a cap in lamports
 * (`U64_MAX` for none), and whether it is kept from being removed.
 */
export type ScoreChange = Decoded<"scoreChange">;

export interface SetScoresOptions {
  pool: PoolKeys;
  /** The pool's validator manager; signs. */
  validatorManager: PublicKey;
  /** At least one; seventeen fit into a transaction with a payer of its own. */
  changes: ScoreChange[];
}

/**
 * Sets scores, caps and keep flags of many validators, all or none. Only the validator manager may.
 * Errors: `NotValidatorManager`, `ZeroAmount` for no change at all, `ScoreTooHigh`, `ValidatorNotFound`.
 *
 * @example
 * ```ts
 * const instruction = instructions.setScores({ pool, validatorManager: wallet, changes: [] });
 * ```
 */
export function setScores({ pool, validatorManager, changes }: SetScoresOptions): TransactionInstruction {
  const accounts = { validatorManager, pool: pool.pool, validators: pool.validators };
  return buildInstruction("setScores", accounts, { changes }, pool);
}
