import type { Connection, PublicKey } from "@solana/web3.js";
import type { keypairWallet } from "@truestake/sdk";

/** What every example is given: a node, a wallet with SOL, a pool's token, and where to say what happens. */
export interface Stage {
  connection: Connection;
  wallet: ReturnType<typeof keypairWallet>;
  mint: PublicKey;
  print(line: string): void;
}

/** Lamports as SOL. */
export const sol = (lamports: bigint): string => `${Number(lamports) / 1e9} SOL`;
