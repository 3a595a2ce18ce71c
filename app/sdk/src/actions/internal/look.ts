// What actions share: a look at the pool, its update, and what a call leaves open.
import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { fetchSnapshot, type PoolSnapshot } from "../../accounts/snapshot";
import { tokenAddress } from "../../accounts/token";
import type { ValidatorRecord } from "../../accounts/validatorList";
import { MOST_USER_CRANKS, type Refreshed, type RefreshOptions, refresh } from "../../cranks/refresh";
import { programError } from "../../errors";
import { invalid } from "../../errors/arguments";
import { createTokenAccount } from "../../instructions/tokenAccount";
import { minimumFor } from "../../quote/slippage";
import { nodesIn, type Session, type View, walletOf } from "../../transaction/session";

/** The pool as it is now. */
export function look(view: View): Promise<PoolSnapshot> {
  return fetchSnapshot(nodesIn(view), view.deployment);
}

/** Runs the epoch's missing cranks, for whoever cranks by trade. */
export async function update(session: Session, tidy: RefreshOptions["tidy"] = false): Promise<Refreshed> {
  // A message is for later: anybody runs the cranks before it.
  if (session.capture) return { transactions: [], snapshot: await look(session), refused: [] };
  return refresh(session, { tidy });
}

/**
 * Runs the epoch's missing cranks for a user, who pays for what the price needs and no more: `CranksNeeded` when that is much.
 */
export async function updateForUser(session: Session): Promise<Refreshed> {
  if (session.capture) return update(session);
  return refresh(session, { tidy: false, mostTransactions: MOST_USER_CRANKS });
}

/** The least that is accepted where a call does not say; a message for later has to say. */
export function minimumOf({ options, capture }: Session, name: string, quoted: () => bigint): bigint {
  if (capture)
    throw invalid(name, undefined, "given: the quote of now says little about the time when the message is run");
  return minimumFor(quoted(), options.slippageBps);
}

/** The record of a validator; `ValidatorNotFound` when it is not listed. */
export function listed(record: ValidatorRecord | undefined): ValidatorRecord {
  if (!record) throw programError("ValidatorNotFound");
  return record;
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
