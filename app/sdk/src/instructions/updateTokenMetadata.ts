import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { metadataAddress, type TokenKind, type TokenMetadata, tokenMint } from "../accounts/tokenMetadata";
import type { PoolKeys } from "../pda";
import { buildInstruction } from "../program";

export interface UpdateTokenMetadataOptions {
  pool: Pick<PoolKeys, "pool" | "mint" | "mintAuthority">;
  /** The pool's admin; signs. */
  admin: PublicKey;
  token: TokenKind;
  /** All of it: what shall stay the same has to be given, too. */
  metadata: TokenMetadata;
  programId?: PublicKey | undefined;
}

/**
 * Changes what {@link createTokenMetadata} has given a token. Only the admin may.
 * Errors: `NotAdmin`, `WrongLiquidityPool`, `WrongMetadata`, `MetadataTooLong`.
 */
export function updateTokenMetadata(options: UpdateTokenMetadataOptions): TransactionInstruction {
  const { pool, admin, token, metadata, programId } = options;
  const { mint, mintAuthority } = tokenMint(pool, token, programId);
  return buildInstruction(
    "updateTokenMetadata",
    { admin, pool: pool.pool, mintAuthority, metadata: metadataAddress(mint) },
    { token, metadata },
    { programId },
  );
}
