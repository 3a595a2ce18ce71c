import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { poolAddresses } from "../pda";
import { buildInstruction, type InstructionArguments } from "../program";

/** How a new pool is run: who has its roles, ratios in basis points, amounts in lamports (bigint). */
export type PoolConfig = InstructionArguments<"createPool">["args"] & {
  admin: PublicKey;
  validatorManager: PublicKey;
  guardian: PublicKey;
};

export interface CreatePoolOptions {
  /** Pays the seed deposit and all rents; signs. */
  creator: PublicKey;
  /** Address of the new token; signs, and must not exist yet. */
  mint: PublicKey;
  config: PoolConfig;
  programId?: PublicKey | undefined;
}

/**
 * Creates a pool and its token. Anybody may. The seed deposit's tokens are locked for ever.
 *
 * Put {@link growHistory} behind it twice: a new account is too small for the whole price history.
 * Errors: `SeedTooSmall`, `MissingRole`, `WrongRoleHolder`, `RatioOutOfRange`, `FeeTooHigh`, `EpochRewardsActive`; Anchor's
 * `ConstraintMut` for a treasury that nobody can write to.
 */
export function createPool({ creator, mint, config, programId }: CreatePoolOptions): TransactionInstruction {
  const { admin, validatorManager, guardian, ...args } = config;
  return buildInstruction(
    "createPool",
    { creator, ...poolAddresses(mint, programId), admin, validatorManager, guardian, treasury: args.treasury },
    { args },
    { programId },
  );
}
