import type { Connection, PublicKey } from "@solana/web3.js";

/** A chain of one's own, for development and tests: an RPC connection, and what no RPC can do. */
export interface LocalChain {
  readonly connection: Connection;
  airdrop(to: PublicKey, lamports: bigint): Promise<void>;
  /** Moves on to the next epoch. */
  passEpoch(): Promise<void>;
  /** Vote accounts to which stake can be delegated. */
  voteAccounts(): Promise<PublicKey[]>;
  close(): Promise<void>;
}
