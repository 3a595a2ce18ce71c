// What wallets show of a pool's tokens, for tests that load the metadata program beside ours.
import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import {
  decodeTokenMetadata,
  instructions,
  metadataAddress,
  TOKEN_METADATA_PROGRAM_ID,
  type TokenKind,
  type TokenMetadata,
  type TokenMetadataAccount,
  tokenMint,
} from "@truestake/sdk";
import { ensureProgram } from "../../toolchain/programs";
import type { TestPool } from "./pool";

export const METADATA: TokenMetadata = {
  name: "Staked SOL of the tests",
  symbol: "testSOL",
  uri: "https://truestake.example/token.json",
};

export const TOKENS: readonly TokenKind[] = ["pool", "shares"];

/** The real metadata program: an older one than mainnet's, which asks for no fee. */
export function metadataProgram(): { address: PublicKey; file: string } {
  return { address: TOKEN_METADATA_PROGRAM_ID, file: ensureProgram("mpl_token_metadata") };
}

/** Creates metadata; `admin` pays, if nobody else does. */
export function createMetadata(
  pool: TestPool,
  token: TokenKind,
  {
    metadata = METADATA,
    admin = pool.roles.admin.publicKey,
    payer = admin,
  }: { metadata?: TokenMetadata; admin?: PublicKey; payer?: PublicKey } = {},
): TransactionInstruction {
  return instructions.createTokenMetadata({ pool: pool.deployment, admin, payer, token, metadata });
}

export function updateMetadata(
  pool: TestPool,
  token: TokenKind,
  metadata: TokenMetadata,
  admin = pool.roles.admin.publicKey,
): TransactionInstruction {
  return instructions.updateTokenMetadata({ pool: pool.deployment, admin, token, metadata });
}

/** Where a token's metadata is, or would be. */
export function metadataOf(pool: TestPool, token: TokenKind): PublicKey {
  return pool.context.name(metadataAddress(tokenMint(pool.pdas, token).mint), "metadata");
}

/** What lies there. */
export function readMetadata(pool: TestPool, token: TokenKind): TokenMetadataAccount | undefined {
  const account = pool.chain.account(metadataOf(pool, token));
  return account?.owner.equals(TOKEN_METADATA_PROGRAM_ID) ? decodeTokenMetadata(account.data) : undefined;
}
