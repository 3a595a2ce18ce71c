import type { PublicKey } from "@solana/web3.js";

/** What a chain is like. What is not given is as on mainnet. */
export interface InProcessOptions {
  /** Programs to load: address and file. */
  programs?: { address: PublicKey; file: string }[];
  /** As on mainnet if not given. */
  slotsPerEpoch?: bigint;
  /** Epoch in which the chain begins. */
  epoch?: bigint;
  /** Stake of validators that are not on this chain, in lamports: it says how much stake may move in an epoch. */
  clusterStake?: bigint;
  /** Rent; 6,960 if not given. */
  lamportsPerByte?: bigint;
  /** Features that are not active; all are that litesvm knows if none is given. */
  inactiveFeatures?: readonly PublicKey[];
  /** The stake program's minimum delegation; 1 SOL if not given. */
  minimumDelegation?: bigint;
  /** What the chain makes up follows from it: its hashes and its faucet. At random if not given. */
  seed?: string;
  /** Time on the chain that a slot takes; 400 as on mainnet if not given. */
  slotMilliseconds?: bigint;
  /** Unix time of the first slot, in seconds. */
  startTime?: bigint;
  /** Blocks for which a blockhash is good; 150 as on mainnet if not given. */
  blockhashBlocks?: bigint;
  /** Slots without a block before the chain begins: its block height is so much lower than its slot. */
  skippedSlots?: bigint;
  /** Keeps what transactions do to token accounts. Costs a look at each account, twice. */
  keepsTokenBalances?: boolean;
}
