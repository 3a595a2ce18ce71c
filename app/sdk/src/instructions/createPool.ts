import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import type { Deployment } from "../deployment";
import { buildInstruction, type InstructionArguments } from "./build";

/** How a new pool is run: who has its roles, ratios in basis points, amounts in lamports (bigint). */
export type PoolConfig = InstructionArguments<"createPool">["args"] & {
  admin: PublicKey;
  validatorManager: PublicKey;
  guardian: PublicKey;
};

export interface CreatePoolOptions {
  /** Pays the seed deposit and all rents; signs. */
  creator: PublicKey;
  /** The pool to be, of its token's address: that signs, and must not exist yet. */
  pool: Deployment;
  config: PoolConfig;
}

/**
 * Creates a pool and its token. Anybody may. The seed deposit's tokens are locked for ever.
 *
 * Put {@link growHistory} behind it twice: a new account is too small for the whole price history.
 * Errors: `SeedTooSmall`, `MissingRole`, `WrongRoleHolder`, `RatioOutOfRange`, `FeeTooHigh`, `EpochRewardsActive`; Anchor's
 * `ConstraintMut` for a treasury that nobody can write to.
 *
 * @example
 * ```ts
 * const instruction = instructions.createPool({ creator: wallet, pool: deployment({ mint }), config });
 * ```
 */
export function createPool({ creator, pool, config }: CreatePoolOptions): TransactionInstruction {
  const { admin, validatorManager, guardian, ...args } = config;
  return buildInstruction(
    "createPool",
    { creator, ...pool, pool: pool.pool, admin, validatorManager, guardian, treasury: args.treasury },
    { args },
    pool,
  );
}
