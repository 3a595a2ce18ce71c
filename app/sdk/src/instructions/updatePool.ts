import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import type { PoolKeys } from "../deployment";
import { buildInstruction } from "./build";

export interface UpdatePoolOptions {
  pool: PoolKeys & { treasury: PublicKey };
}

/**
 * Makes the epoch's gains and losses the price and mints the reward fee. Anybody may; does nothing when the pool is up
 * to date. Errors: `EpochRewardsActive`, `ValidatorsOutOfDate`, `HistoryIncomplete`.
 *
 * @example
 * ```ts
 * const instruction = instructions.updatePool({ pool });
 * ```
 */
export function updatePool({ pool }: UpdatePoolOptions): TransactionInstruction {
  return buildInstruction(
    "updatePool",
    {
      pool: pool.pool,
      validators: pool.validators,
      mint: pool.mint,
      mintAuthority: pool.mintAuthority,
      reserve: pool.reserve,
      treasury: pool.treasury,
      history: pool.history,
    },
    {},
    pool,
  );
}
