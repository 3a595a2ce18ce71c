import { type PublicKey, SystemProgram, type TransactionInstruction } from "@solana/web3.js";
import { ASSOCIATED_TOKEN_PROGRAM_ID, TOKEN_PROGRAM_ID, tokenAddress } from "../accounts/token";
import { instruction } from "./build";

/**
 * Makes the account that {@link tokenAddress} names, unless it is there.
 *
 * @example
 * ```ts
 * const instruction = createTokenAccount({ payer: wallet, owner, mint });
 * ```
 */
export function createTokenAccount(options: {
  payer: PublicKey;
  owner: PublicKey;
  mint: PublicKey;
}): TransactionInstruction {
  const { payer, owner, mint } = options;
  const read = (pubkey: PublicKey) => ({ pubkey, isSigner: false, isWritable: false });
  const keys = [
    { pubkey: payer, isSigner: true, isWritable: true },
    { pubkey: tokenAddress(mint, owner), isSigner: false, isWritable: true },
    ...[owner, mint, SystemProgram.programId, TOKEN_PROGRAM_ID].map(read),
  ];
  // Idempotent.
  return instruction(ASSOCIATED_TOKEN_PROGRAM_ID, keys, Uint8Array.of(1));
}
