// Which members an action of the steward is about, and how many of them one call takes beside what the wallet or a multisig adds.
import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { type Session, spareBytes, walletOf } from "../../../transaction/session";
import { evenly, mostIn } from "../../calls";

/** The most of `items` that one transaction of the session's takes. */
export function mostFor<T>(
  session: Session,
  items: readonly T[],
  build: (items: T[]) => TransactionInstruction,
): number {
  return mostIn(walletOf(session).publicKey, items, build, spareBytes(session));
}

/** Instructions for all of `items`, each in a transaction of its own. */
export function callsFor<T>(
  session: Session,
  items: readonly T[],
  build: (items: T[]) => TransactionInstruction,
): TransactionInstruction[] {
  return evenly(items, mostFor(session, items, build)).map(build);
}

/** Which of `given` are named; all where nobody is. */
export function among<T extends { vote: PublicKey }>(
  given: readonly T[],
  votes: readonly PublicKey[] | undefined,
): T[] {
  if (!votes) return [...given];
  const wanted = new Set(votes.map((vote) => vote.toBase58()));
  return given.filter(({ vote }) => wanted.has(vote.toBase58()));
}
