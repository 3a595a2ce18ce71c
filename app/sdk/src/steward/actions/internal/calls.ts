// How many members one call takes: as many as fit beside what the wallet or a multisig adds.
import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { fits } from "../../../transaction/compile";
import { type Session, spareBytes, walletOf } from "../../../transaction/session";
import { MOST_IN_CALL } from "../../constants";
import { evenly } from "../../plan";

/** The most of `items` that one instruction takes in a transaction of its own. */
export function mostIn<T>(
  session: Session,
  items: readonly T[],
  build: (items: T[]) => TransactionInstruction,
): number {
  const payer: PublicKey = walletOf(session).publicKey;
  let most = Math.min(MOST_IN_CALL, Math.max(items.length, 1));
  while (most > 1 && !fits(payer, [build(items.slice(0, most))], undefined, spareBytes(session))) most--;
  return most;
}

/** Instructions for all of `items`, each in a transaction of its own. */
export function callsFor<T>(
  session: Session,
  items: readonly T[],
  build: (items: T[]) => TransactionInstruction,
): TransactionInstruction[] {
  return items.length === 0 ? [] : evenly(items, mostIn(session, items, build)).map(build);
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
