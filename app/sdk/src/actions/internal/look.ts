// What actions share: a look at the pool, its update, and what a call leaves open.
import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import {
  fetchParts,
  fetchSnapshot,
  isFresh,
  type PartialSnapshot,
  type PoolSnapshot,
  type SnapshotPart,
} from "../../accounts/snapshot";
import { tokenAddress } from "../../accounts/token";
import type { Refreshed, RefreshOptions } from "../../cranks/refresh";
import { invalid } from "../../errors/arguments";
import { createTokenAccount } from "../../instructions/tokenAccount";
import { minimumFor } from "../../quote/slippage";
import { nodesIn, type Session, type View, walletOf } from "../../transaction/session";

/** The pool as it is now, with all its validators: for keepers. */
export function look(view: View): Promise<PoolSnapshot> {
  return fetchSnapshot(nodesIn(view), view.deployment);
}

/** What something needs of the pool, as it is now. */
export function lookAt<K extends SnapshotPart>(view: View, parts: readonly K[]): Promise<PartialSnapshot<K | "pool">> {
  return fetchParts(nodesIn(view), view.deployment, parts);
}

/**
 * What `read` finds; where the price cannot be used yet it finds it again once the epoch's missing cranks have run. A message is
 * for later: anybody runs the cranks before it.
 */
export async function freshly<T extends { snapshot: PartialSnapshot<"pool" | "clock"> }>(
  session: Session,
  read: () => Promise<T>,
  run: (session: Session) => Promise<unknown> = updateForUser,
): Promise<T> {
  const found = await read();
  if (session.capture || isFresh(found.snapshot)) return found;
  await run(session);
  return read();
}

/** Loaded when something is due. */
const cranks = () => import("./cranked");

/** Runs the epoch's missing cranks, for whoever cranks by trade. */
export async function update(session: Session, tidy: RefreshOptions["tidy"] = false): Promise<Refreshed> {
  // A message is for later: anybody runs the cranks before it.
  if (session.capture) return { transactions: [], snapshot: await look(session), refused: [] };
  return (await cranks()).refresh(session, { tidy });
}

/**
 * Runs the epoch's missing cranks for a user, who pays for what the price needs and no more: `CranksNeeded` when that is much.
 */
export async function updateForUser(session: Session): Promise<void> {
  const { MOST_USER_CRANKS, refresh } = await cranks();
  await refresh(session, { tidy: false, mostTransactions: MOST_USER_CRANKS });
}

/** The least that is accepted where a call does not say; a message for later has to say. */
export const minimumOf = (session: Session, name: string, quoted: () => bigint): bigint =>
  fromQuote(session, name, (slippageBps) => minimumFor(quoted(), slippageBps));

/** The same, where a quote has more than one side. */
export function fromQuote(
  { options, capture }: Session,
  name: string,
  least: (slippageBps: number | undefined) => bigint,
): bigint {
  if (capture)
    throw invalid(name, undefined, "given: the quote of now says little about the time when the message is run");
  return least(options.slippageBps);
}

/** A token account that a call names, or the wallet's own: that is made first where it receives. */
export interface OwnTokens {
  address: PublicKey;
  /** What makes it, if it is the wallet's own. */
  create: TransactionInstruction[];
}

/** The token account `given`, or the wallet's own of `mint`. */
export function ownTokens(session: Session, given: PublicKey | undefined, mint = session.deployment.mint): OwnTokens {
  if (given) return { address: given, create: [] };
  const { publicKey: owner } = walletOf(session);
  return { address: tokenAddress(mint, owner), create: [createTokenAccount({ payer: owner, owner, mint })] };
}
