import type { TransactionInstruction } from "@solana/web3.js";
import { StakeStatus, type ValidatorRecord } from "../accounts/validatorList";
import { type PoolKeys, transientAddress } from "../deployment";
import { type Decoded, decode } from "../layout";
import { buildInstruction } from "./build";

/** The answer of `check_backing`, in lamports: what the books say, and what the accounts hold. */
export type BackingAnswer = Decoded<"backing">;

export interface CheckBackingOptions {
  pool: PoolKeys;
  /** Records just read, as many as fit: which accounts follow depends on their state. */
  validators: ValidatorRecord[];
}

/**
 * Compares reserve, mint, escrow and these validators' accounts with the books, and fails when any holds less; answers as
 * return data, see {@link decodeBackingAnswer}. Anybody may.
 *
 * Errors: `NotBacked`, `SupplyAboveBooks`, `ValidatorNotFound`, `WrongStakeAccount`, `WrongTransientAccount`,
 * `WrongAccountCount`.
 *
 * @example
 * ```ts
 * const instruction = instructions.checkBacking({ pool, validators: [record] });
 * ```
 */
export function checkBacking({ pool, validators }: CheckBackingOptions): TransactionInstruction {
  const accounts = validators.flatMap((record) => [
    ...(record.stakeStatus === StakeStatus.None ? [] : [record.stake]),
    ...(record.transientStatus === StakeStatus.None ? [] : [transientAddress(pool, record.vote, record.transientBump)]),
  ]);
  return buildInstruction(
    "checkBacking",
    {
      pool: pool.pool,
      validators: pool.validators,
      mint: pool.mint,
      reserve: pool.reserve,
      escrow: pool.escrow,
    },
    { indexes: validators.map(({ index }) => index) },
    {
      programId: pool.programId,
      remaining: accounts.map((pubkey) => ({ pubkey, isSigner: false, isWritable: false })),
    },
  );
}

/**
 * Decodes the return data of `check_backing`. RangeError when it is too short.
 *
 * @example
 * ```ts
 * const { booked, held } = decodeBackingAnswer(returnData);
 * ```
 */
export function decodeBackingAnswer(returnData: Uint8Array): BackingAnswer {
  return decode("backing", returnData);
}
