import { PublicKey } from "@solana/web3.js";
import type { ExactAccount } from "./account";

export const TOKEN_PROGRAM = new PublicKey("TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA");
export const TOKEN_2022_PROGRAM = new PublicKey("TokenzQdBNbLqP5VEhdkAS6EPFLC1PHnBqCXEpPxuEb");
const TOKEN_ACCOUNT_BYTES = 165;
const MINT_BYTES = 82;
/** Where accounts of the newer program say what they are, when they are longer than those of the older one. */
const KIND_OFFSET = 165;

export interface TokenBalance {
  accountIndex: number;
  mint: PublicKey;
  owner: PublicKey;
  program: PublicKey;
  amount: bigint;
  decimals: number;
}

export function isTokenProgram(program: PublicKey): boolean {
  return program.equals(TOKEN_PROGRAM) || program.equals(TOKEN_2022_PROGRAM);
}

export function isTokenAccount({ owner, data }: ExactAccount): boolean {
  if (!isTokenProgram(owner)) return false;
  const isOne = data.length === TOKEN_ACCOUNT_BYTES || (data.length > KIND_OFFSET && data[KIND_OFFSET] === 2);
  return isOne && data[108] !== 0;
}

export function isMint({ owner, data }: ExactAccount): boolean {
  if (!isTokenProgram(owner)) return false;
  const isOne = data.length === MINT_BYTES || (data.length > KIND_OFFSET && data[KIND_OFFSET] === 1);
  return isOne && data[45] !== 0;
}

/** What the token accounts among `keys` hold. */
export function tokenBalances(
  keys: readonly PublicKey[],
  account: (address: PublicKey) => ExactAccount | null,
): TokenBalance[] {
  return keys.flatMap((key, accountIndex) => {
    const state = account(key);
    if (!state || !isTokenAccount(state)) return [];
    const { data, owner: program } = state;
    const mint = new PublicKey(data.subarray(0, 32));
    const decimals = account(mint)?.data[44];
    if (decimals === undefined) return [];
    const owner = new PublicKey(data.subarray(32, 64));
    return [{ accountIndex, mint, owner, program, amount: data.readBigUInt64LE(64), decimals }];
  });
}

/** An amount as nodes show it. */
export function uiAmount(amount: bigint, decimals: number) {
  const digits = amount.toString().padStart(decimals + 1, "0");
  const [whole, part] = [digits.slice(0, digits.length - decimals), digits.slice(digits.length - decimals)];
  const text = `${whole}.${part}`.replace(/\.?0*$/, "") || "0";
  const uiAmountString = decimals === 0 ? digits : text;
  return { uiAmount: Number(uiAmountString), decimals, amount: amount.toString(), uiAmountString };
}
