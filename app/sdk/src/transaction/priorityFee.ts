import type { TransactionInstruction } from "@solana/web3.js";
import { nodesOf } from "../nodes";
import type { ChainSender } from "../nodes/chain";

/** How much to pay for being included sooner. All in micro-lamports per compute unit. */
export interface PriorityFeeOptions {
  /** This price, whatever others pay. */
  fixed?: bigint;
  /** Which of the recent prices for the same accounts to pay, 0 to 100; 75 if not given. */
  percentile?: number;
  /**
   * Never more lamports than this for the whole priority fee of one transaction, whatever the price; no bound if not given. Where a
   * wallet signs for more, nothing is sent; one that sends by itself is not to be bounded.
   */
  mostLamports?: bigint;
  /** Never asks for more than this; 500,000 if not given: at most 0.0007 SOL for the largest transaction. */
  cap?: bigint;
}

const DEFAULT_PERCENTILE = 75;
const DEFAULT_CAP = 500_000n;
/** Most accounts that a node answers for. */
const MAX_ACCOUNTS = 128;

/** The price per compute unit that recent transactions on the same writable accounts paid, capped. */
export async function priorityFee(
  chain: ChainSender | readonly ChainSender[],
  instructions: TransactionInstruction[],
  { fixed, percentile = DEFAULT_PERCENTILE, cap = DEFAULT_CAP }: PriorityFeeOptions = {},
): Promise<bigint> {
  if (fixed !== undefined) return fixed;
  const writable = instructions.flatMap(({ keys }) => keys.filter((key) => key.isWritable).map((key) => key.pubkey));
  const distinct = [...new Map(writable.map((key) => [key.toBase58(), key])).values()];
  const recent = await nodesOf(chain)
    // A node that does not answer this is no reason not to send, or to wait.
    .with({ patience: 0 })
    .getRecentPrioritizationFees({ lockedWritableAccounts: distinct.slice(0, MAX_ACCOUNTS) })
    .catch(() => []);
  const prices = recent.map(({ prioritizationFee }) => prioritizationFee).sort((a, b) => a - b);
  const place = Math.ceil((percentile / 100) * prices.length) - 1;
  const price = BigInt(prices[Math.max(place, 0)] ?? 0);
  return price < cap ? price : cap;
}
