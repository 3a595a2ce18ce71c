import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { StakeStatus, type ValidatorRecord } from "../accounts/validatorList";
import { type Decoded, decode } from "../layout";
import { type PoolKeys, transientAddress } from "../pda";
import { buildInstruction } from "../program";

/** The answer of `check_backing`, in lamports: what the books say, and what the accounts hold. */
export type BackingAnswer = Decoded<"backing">;

export interface CheckBackingOptions {
  pool: PoolKeys;
  /** Records just read, as many as fit: which accounts follow depends on their state. */
  validators: ValidatorRecord[];
  programId?: PublicKey | undefined;
}

/**
 * Compares reserve, mint, escrow and these validators' accounts with the books, and fails when any holds less; answers as
 * return data, see {@link decodeBackingAnswer}. Anybody may.
 *
 * Errors: `NotBacked`, `SupplyAboveBooks`, `ValidatorNotFound`, `WrongStakeAccount`, `WrongTransientAccount`,
 * `WrongAccountCount`.
 */
export function checkBacking({ pool, validators, programId }: CheckBackingOptions): TransactionInstruction {
  const accounts = validators.flatMap((record) => [
    ...(record.stakeStatus === StakeStatus.None ? [] : [record.stake]),
    ...(record.transientStatus === StakeStatus.None
      ? []
      : [transientAddress(pool.pool, record.vote, programId, record.transientBump)]),
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
    { programId, remaining: accounts.map((pubkey) => ({ pubkey, isSigner: false, isWritable: false })) },
  );
}

/** Decodes the return data of `check_backing`. RangeError when it is too short. */
export function decodeBackingAnswer(returnData: Uint8Array): BackingAnswer {
  return decode("backing", returnData);
}
