// The program that names tokens, for networks on this machine.
import type { PublicKey } from "@solana/web3.js";
import { TOKEN_METADATA_PROGRAM_ID } from "@truestake/sdk";
import { ensureProgram } from ".";

/** Where it is to be loaded; nothing, and a word on stderr, where it is not to be had: all but names works without it. */
export function tokenMetadata(): { address: PublicKey; file: string }[] {
  try {
    return [{ address: TOKEN_METADATA_PROGRAM_ID, file: ensureProgram("mpl_token_metadata") }];
  } catch (error) {
    console.error(`tokens have no names on this network: ${(error as Error).message}`);
    return [];
  }
}
