import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { metadataAddress, type TokenKind, type TokenMetadata, tokenMint } from "../accounts/tokenMetadata";
import type { PoolKeys } from "../deployment";
import { buildInstruction } from "./build";

export interface CreateTokenMetadataOptions {
  pool: Pick<PoolKeys, "programId" | "pool" | "mint" | "mintAuthority">;
  /** The pool's admin; signs. */
  admin: PublicKey;
  /** Pays the rent and the metadata program's fee, if it has one; signs. The admin if not given. */
  payer?: PublicKey | undefined;
  token: TokenKind;
  /** At most `MAX_NAME_BYTES`, `MAX_SYMBOL_BYTES` and `MAX_URI_BYTES` long, as UTF-8. */
  metadata: TokenMetadata;
}

/**
 * Gives the pool token, or the shares of its liquidity pool, the name, symbol and picture that wallets show, once. Only the
 * admin may.
 * Errors: `NotAdmin`, `WrongLiquidityPool`, `WrongMetadata`, `MetadataExists`, `MetadataTooLong`.
 *
 * @example
 * ```ts
 * const instruction = instructions.createTokenMetadata({ pool, admin: wallet, token: "pool", metadata });
 * ```
 */
export function createTokenMetadata(options: CreateTokenMetadataOptions): TransactionInstruction {
  const { pool, admin, payer = admin, token, metadata } = options;
  const { mint, mintAuthority } = tokenMint(pool, token);
  return buildInstruction(
    "createTokenMetadata",
    { admin, payer, pool: pool.pool, mint, mintAuthority, metadata: metadataAddress(mint) },
    { token, metadata },
    pool,
  );
}
