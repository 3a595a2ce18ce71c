import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { metadataAddress, type TokenKind, type TokenMetadata, tokenMint } from "../accounts/tokenMetadata";
import type { PoolKeys } from "../deployment";
import { buildInstruction } from "./build";

export interface UpdateTokenMetadataOptions {
  pool: Pick<PoolKeys, "programId" | "pool" | "mint" | "mintAuthority">;
  /** The pool's admin; signs. */
  admin: PublicKey;
  token: TokenKind;
  /** All of it: what shall stay the same has to be given, too. */
  metadata: TokenMetadata;
}

/**
 * Changes what {@link createTokenMetadata} has given a token. Only the admin may.
 * Errors: `NotAdmin`, `WrongLiquidityPool`, `WrongMetadata`, `MetadataTooLong`.
 *
 * @example
 * ```ts
 * const instruction = instructions.updateTokenMetadata({ pool, admin: wallet, token: "pool", metadata });
 * ```
 */
export function updateTokenMetadata(options: UpdateTokenMetadataOptions): TransactionInstruction {
  const { pool, admin, token, metadata } = options;
  const { mint, mintAuthority } = tokenMint(pool, token);
  return buildInstruction(
    "updateTokenMetadata",
    { admin, pool: pool.pool, mintAuthority, metadata: metadataAddress(mint) },
    { token, metadata },
    pool,
  );
}
