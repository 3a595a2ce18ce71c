// What commands that move money share: balances, "all", and the least that is accepted.
import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import {
  fetchMany,
  fetchParts,
  minimumFor,
  type Sent,
  sendTransaction,
  type TruestakeClient,
  TruestakeError,
  tokenAddress,
  tokenAmount,
} from "@truestake/sdk";
import type { Context } from "../context/context";
import { amountOf } from "../options/values";
import { UsageError } from "../output/exit";
import { decimal } from "../output/words";
import { isForLater } from "./act";

/** Left in the wallet by "all": fees of later transactions, and rents that come back. */
export const KEPT_LAMPORTS = 10_000_000n;
const TOKEN_ACCOUNT_BYTES = 165n;
const ACCOUNT_OVERHEAD = 128n;

/** What an owner has: SOL, tokens and shares. */
export interface Balances {
  lamports: bigint;
  tokens: bigint;
  shares: bigint;
  /** Whether there is a token account, or what it would cost. */
  hasTokenAccount: boolean;
}

export async function balancesOf(client: TruestakeClient, owner: PublicKey): Promise<Balances> {
  const { connection, deployment: place } = client;
  const [own, shares] = [tokenAddress(place.mint, owner), tokenAddress(place.liquidityPool.liquidityMint, owner)];
  const [wallet, tokens = null, lp = null] = await fetchMany(connection, [owner, own, shares]);
  return {
    lamports: BigInt(wallet?.lamports ?? 0),
    tokens: tokenAmount(own, tokens),
    shares: tokenAmount(shares, lp),
    hasTokenAccount: tokens !== null,
  };
}

/** All of a wallet's SOL but what its next steps cost. */
export async function allLamports(client: TruestakeClient, { lamports, hasTokenAccount }: Balances): Promise<bigint> {
  const { reserveRent } = await fetchParts(client.connection, client.deployment, ["reserveRent"]);
  // Rent is the same for every byte, and an account without data pays for its overhead.
  const rent = (reserveRent * (ACCOUNT_OVERHEAD + TOKEN_ACCOUNT_BYTES)) / ACCOUNT_OVERHEAD;
  const kept = KEPT_LAMPORTS + (hasTokenAccount ? 0n : rent);
  if (lamports <= kept)
    throw new UsageError(`the wallet has ${decimal(lamports)} SOL, and ${decimal(kept)} are kept for fees and rents`);
  return lamports - kept;
}

/** What of a balance is meant. */
export function partOf(wanted: bigint | "all", balance: bigint, what: string): bigint {
  if (wanted !== "all") return wanted;
  if (balance === 0n) throw new UsageError(`there are no ${what} in the wallet`);
  return balance;
}

/** Refuses more than there is, as the program would. What is signed later may find more than now. */
export function refuseMore(context: Context, wanted: bigint, balance: bigint, what: "tokens" | "shares"): void {
  if (wanted <= balance || isForLater(context)) return;
  const message = `the wallet has ${decimal(balance)} ${what}, and ${decimal(wanted)} were asked for`;
  throw new TruestakeError("InsufficientTokens", message, { args: { wanted, balance } });
}

/** Refuses a minimum that the quote of now does not reach: the program would. What is signed later may find another price. */
export function refuseLess(context: Context, quote: bigint, least: bigint | undefined, unit: string): void {
  if (least === undefined || least <= quote || isForLater(context)) return;
  const message = `${decimal(quote)} ${unit} would be received now, and at least ${decimal(least)} were asked for`;
  throw new TruestakeError("SlippageExceeded", message, { args: { quote, least } });
}

export const MINIMUM_OPTION = {
  flags: "--minimum <amount>",
  summary: "the least to receive; the quote less --slippage-bps if not given",
} as const;

/**
 * The least that is accepted: what was named; undefined where the SDK takes it from the quote at the moment of sending. Who signs
 * later has to name it, or to say with --slippage-bps that the quote of now will do.
 */
export async function leastOf(
  context: Context,
  given: string | undefined,
  quoted: () => Promise<bigint>,
): Promise<bigint | undefined> {
  if (given !== undefined) return amountOf("--minimum", given);
  const { slippageBps } = context.sending;
  const fromQuote = async (): Promise<bigint> => {
    const quote = await quoted();
    // A minimum of nothing protects nobody.
    if (quote === 0n) throw new UsageError("there is no quote to take the least from: name it with --minimum");
    return minimumFor(quote, slippageBps);
  };
  if (isForLater(context)) {
    if (slippageBps !== undefined) return fromQuote();
    throw new UsageError(
      "what is signed later needs --minimum, the least to receive; or --slippage-bps, to take it from the quote of now",
    );
  }
  return context.globals.feePayer === undefined ? undefined : fromQuote();
}

/** What the token account has to hold before, so that a retry does nothing twice; only where it is sent now. */
export function ifBalanceOf(context: Context, balance: bigint): bigint | undefined {
  return isForLater(context) ? undefined : balance;
}

/** Sends instructions of any program in the way of the client's actions. */
export async function sendInstructions(client: TruestakeClient, instructions: TransactionInstruction[]): Promise<Sent> {
  const { connection, wallet, options, capture, deployment: place } = client.session;
  if (capture) {
    capture.take(instructions, []);
    const none = { unitsConsumed: undefined, fee: undefined, payerChange: undefined };
    return { signature: "", slot: 0n, hasDetails: false, events: [], ...none, logs: [] };
  }
  if (!wallet) throw new Error("a client that sends has a wallet");
  return sendTransaction(connection, wallet, { instructions }, { ...options, programId: place.programId });
}
