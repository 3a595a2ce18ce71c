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
import { type Refreshed, refresh } from "../../cranks/refresh";
import { TruestakeError } from "../../errors";
import { type EventName, type EventOf, findEvent } from "../../history/events";
import { createTokenAccount } from "../../instructions/tokenAccount";
import { minimumFor } from "../../quote/slippage";
import type { Sent } from "../../transaction/send";
import { type Session, type View, walletOf } from "../../transaction/session";

/** The pool as it is now, with all its validators: for keepers. */
export function look({ connection, deployment }: View): Promise<PoolSnapshot> {
  return fetchSnapshot(connection, deployment);
}

/** What something needs of the pool, as it is now. */
export function lookAt<K extends SnapshotPart>(
  { connection, deployment }: View,
  parts: readonly K[],
): Promise<PartialSnapshot<K | "pool">> {
  return fetchParts(connection, deployment, parts);
}

/** What `read` finds; where the price cannot be used yet it finds it again once the epoch's missing cranks have run. */
export async function freshly<T extends { snapshot: PartialSnapshot<"pool" | "clock"> }>(
  session: Session,
  read: () => Promise<T>,
): Promise<T> {
  const found = await read();
  if (isFresh(found.snapshot)) return found;
  await update(session);
  return read();
}

/** Runs the epoch's missing cranks. A user pays for what the price needs; tidying stake accounts is for keepers. */
export function update(session: Session, tidy: boolean | "all" = false): Promise<Refreshed> {
  return refresh(session, { tidy });
}

/** The least that is accepted where a call does not say. */
export function minimumOf({ options }: Session, amount: bigint): bigint {
  return minimumFor(amount, options.slippageBps);
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

/** What the event of an action says. Where the node keeps no logs of it that is an error, never nothing. */
export function eventData<N extends EventName>(sent: Sent, name: N): EventOf<N>["data"] {
  const event = findEvent(sent.events, name);
  if (event) return event.data as EventOf<N>["data"];
  const { signature, slot } = sent;
  throw new TruestakeError(
    "HistoryUnavailable",
    `${signature} landed, and the node has no logs of it to say what came of it`,
    {
      phase: "confirm",
      effect: "done",
      args: { signature, slot, event: name },
    },
  );
}
