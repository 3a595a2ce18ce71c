// Token accounts and mints of the classic token program, which all pool tokens are of.
import { PublicKey } from "@solana/web3.js";
import { readU32, readU64 } from "../layout/bytes";
import { existing, foreign, type RawAccount } from "./common";

/** The classic token program. */
export const TOKEN_PROGRAM_ID: PublicKey = /* @__PURE__ */ new PublicKey("TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA");

/** The program that makes associated token accounts. */
export const ASSOCIATED_TOKEN_PROGRAM_ID: PublicKey = /* @__PURE__ */ new PublicKey(
  "ATokenGPvbdGVxr1b2hvZbsiqW5xWH25efTNsLJA8knL",
);

/** Bytes of a token account and of a mint. */
const [ACCOUNT_BYTES, MINT_BYTES] = [165, 82];

/** A token account. */
export interface TokenAccount {
  mint: PublicKey;
  owner: PublicKey;
  amount: bigint;
  isFrozen: boolean;
}

/** A token's mint. */
export interface TokenMint {
  supply: bigint;
  decimals: number;
  mintAuthority: PublicKey | undefined;
  freezeAuthority: PublicKey | undefined;
}

const key = (data: Uint8Array, at: number): PublicKey => new PublicKey(data.subarray(at, at + 32));
const optionalKey = (data: Uint8Array, at: number): PublicKey | undefined =>
  readU32(data, at) === 0 ? undefined : key(data, at + 4);

function tokenData(
  account: RawAccount,
  bytes: number,
  isInitialized: (data: Uint8Array) => boolean,
): Uint8Array | undefined {
  const { data, owner } = account;
  return owner.equals(TOKEN_PROGRAM_ID) && data.length === bytes && isInitialized(data) ? data : undefined;
}

/**
 * Decodes a token account; undefined when it is none of the classic token program.
 *
 * @example
 * ```ts
 * const amount = decodeTokenAccount(account)?.amount;
 * ```
 */
export function decodeTokenAccount(account: RawAccount | null): TokenAccount | undefined {
  const data = account && tokenData(account, ACCOUNT_BYTES, (bytes) => bytes[108] !== 0);
  if (!data) return undefined;
  return { mint: key(data, 0), owner: key(data, 32), amount: readU64(data, 64), isFrozen: data[108] === 2 };
}

/**
 * Decodes a mint. `AccountMissing` or `AccountForeign` when it is none of the classic token program.
 *
 * @example
 * ```ts
 * const { supply } = decodeMint(mint, account);
 * ```
 */
export function decodeMint(address: PublicKey, account: RawAccount | null): TokenMint {
  const data = tokenData(existing(account, address, "the mint"), MINT_BYTES, (bytes) => bytes[45] === 1);
  if (!data) throw foreign(`${address.toBase58()} is no mint of the token program`, { address });
  return {
    supply: readU64(data, 36),
    decimals: data[44] ?? 0,
    mintAuthority: optionalKey(data, 0),
    freezeAuthority: optionalKey(data, 46),
  };
}

/**
 * Whether an account can receive tokens of a mint; the program charges no fee that nobody can receive.
 *
 * @example
 * ```ts
 * console.log(receivesTokens(account, mint));
 * ```
 */
export function receivesTokens(account: RawAccount | null, mint: PublicKey): boolean {
  const token = decodeTokenAccount(account);
  return token?.mint.equals(mint) === true && !token.isFrozen;
}

/**
 * Tokens in a token account; 0 when there is none. `AccountForeign` when it is something else.
 *
 * @example
 * ```ts
 * const amount = tokenAmount(address, account);
 * ```
 */
export function tokenAmount(address: PublicKey, account: RawAccount | null): bigint {
  if (!account) return 0n;
  const token = decodeTokenAccount(account);
  if (!token) throw foreign(`${address.toBase58()} is no token account`, { address });
  return token.amount;
}

/**
 * Where an owner's tokens of a mint are by default.
 *
 * @example
 * ```ts
 * const address = tokenAddress(mint, owner);
 * ```
 */
export function tokenAddress(mint: PublicKey, owner: PublicKey): PublicKey {
  const seeds = [owner.toBytes(), TOKEN_PROGRAM_ID.toBytes(), mint.toBytes()];
  return PublicKey.findProgramAddressSync(seeds, ASSOCIATED_TOKEN_PROGRAM_ID)[0];
}
