import { PublicKey } from "@solana/web3.js";
import { liquidityAddresses, type PoolKeys } from "../deployment";
import { type Decoded, decode } from "../layout";
import { ascii } from "../layout/bytes";
import type { ChainReader } from "../nodes/chain";
import { fetchMany, foreign } from "./common";

/** Metaplex's Token Metadata program, which keeps what wallets show of a token. */
export const TOKEN_METADATA_PROGRAM_ID: PublicKey = /* @__PURE__ */ new PublicKey(
  "metaqbxxUerdq28cj1RbAWkYQm3ybzjb6a8bt518x1s",
);

/** A token that a pool issues: its own, or the shares of its liquidity pool. */
export type TokenKind = Decoded<"tokenKind">;

/** What wallets show of a token: `uri` is the address of a JSON file that names the picture, among others. */
export type TokenMetadata = Decoded<"tokenMetadata">;

/** A token's metadata as it lies on the chain. */
export type TokenMetadataAccount = TokenMetadata & {
  mint: PublicKey;
  /** May change it: the mint's authority, for which the program signs. */
  updateAuthority: PublicKey;
};

/** First byte of an account with metadata. */
const METADATA_V1 = 4;
const [UPDATE_AUTHORITY, MINT, TEXTS] = [1, 33, 65];

/**
 * Where the metadata program keeps a mint's metadata.
 *
 * @example
 * ```ts
 * const address = metadataAddress(mint);
 * ```
 */
export function metadataAddress(mint: PublicKey): PublicKey {
  const seeds = [ascii("metadata"), TOKEN_METADATA_PROGRAM_ID.toBytes(), mint.toBytes()];
  return PublicKey.findProgramAddressSync(seeds, TOKEN_METADATA_PROGRAM_ID)[0];
}

/**
 * The mint of one of a pool's tokens, and its authority.
 *
 * @example
 * ```ts
 * const { mint } = tokenMint(pool, "shares");
 * ```
 */
export function tokenMint(
  pool: Pick<PoolKeys, "programId" | "pool" | "mint" | "mintAuthority">,
  token: TokenKind,
): { mint: PublicKey; mintAuthority: PublicKey } {
  if (token === "pool") return { mint: pool.mint, mintAuthority: pool.mintAuthority };
  const { liquidityMint } = liquidityAddresses(pool);
  return { mint: liquidityMint, mintAuthority: liquidityMint };
}

/**
 * Decodes a token's metadata. `AccountForeign` when the data is none.
 *
 * @example
 * ```ts
 * const { name, symbol, uri } = decodeTokenMetadata(data);
 * ```
 */
export function decodeTokenMetadata(data: Uint8Array): TokenMetadataAccount {
  if (data[0] !== METADATA_V1) throw foreign("the account holds no token metadata");
  const key = (at: number) => new PublicKey(data.subarray(at, at + 32));
  try {
    const { name, symbol, uri } = decode("tokenMetadata", data, TEXTS);
    return {
      ...{ name: unpadded(name), symbol: unpadded(symbol), uri: unpadded(uri) },
      mint: key(MINT),
      updateAuthority: key(UPDATE_AUTHORITY),
    };
  } catch (error) {
    if (error instanceof RangeError) throw foreign("the token metadata ends too early");
    throw error;
  }
}

/**
 * Reads a mint's metadata; undefined while it has none.
 *
 * @example
 * ```ts
 * const named = await fetchTokenMetadata(connection, mint);
 * ```
 */
export async function fetchTokenMetadata(
  reader: ChainReader,
  mint: PublicKey,
): Promise<TokenMetadataAccount | undefined> {
  const [account] = await fetchMany(reader, [metadataAddress(mint)]);
  return account?.owner.equals(TOKEN_METADATA_PROGRAM_ID) ? decodeTokenMetadata(account.data) : undefined;
}

/** The metadata program fills texts up with zeros. */
function unpadded(text: string): string {
  return text.replace(/\0+$/, "");
}
