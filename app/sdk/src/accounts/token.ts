import { unpackAccount, unpackMint } from "@solana/spl-token";
import type { AccountInfo, PublicKey } from "@solana/web3.js";

/** Whether an account can receive tokens of a mint; the program charges no fee that nobody can receive. */
export function receivesTokens(address: PublicKey, account: AccountInfo<Buffer> | null, mint: PublicKey): boolean {
  try {
    const token = unpackAccount(address, account);
    return token.mint.equals(mint) && !token.isFrozen;
  } catch {
    return false;
  }
}

/** Tokens in a token account; 0 when there is none. */
export function tokenAmount(address: PublicKey, account: AccountInfo<Buffer> | null): bigint {
  return account ? unpackAccount(address, account).amount : 0n;
}

/** Tokens that a mint has issued. */
export function mintSupply(address: PublicKey, account: AccountInfo<Buffer> | null): bigint {
  return unpackMint(address, account).supply;
}
