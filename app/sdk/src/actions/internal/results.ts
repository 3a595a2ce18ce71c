// What came of an action: by its event, or where nobody keeps that, by the accounts. Never a guess.
import type { PublicKey } from "@solana/web3.js";
import { fetchMany } from "../../accounts/common";
import type { PoolSnapshot } from "../../accounts/snapshot";
import { tokenAmount } from "../../accounts/token";
import { isTruestakeError, TruestakeError } from "../../errors";
import { type EventName, type EventOf, findEvent } from "../../history/events";
import type { Sent } from "../../transaction/details";
import { nodesIn, type Session } from "../../transaction/session";

/** Amounts of an action that landed, found out without its event; undefined where the accounts do not prove them. */
type Otherwise<T> = () => Promise<T | undefined>;

/**
 * What the event of an action says. Where no node keeps its logs, what the accounts prove; where they prove nothing that is an
 * error, `HistoryUnavailable` with effect "done": the action has landed.
 */
export async function resultOf<N extends EventName, T>(
  sent: Sent,
  name: N,
  of: (data: EventOf<N>["data"]) => T,
  otherwise?: Otherwise<T>,
): Promise<T> {
  const event = findEvent(sent.events, name);
  if (event) return of(event.data as EventOf<N>["data"]);
  // An error of reading is not worth another error: what landed has landed.
  const found = await otherwise?.().catch((error) => (isTruestakeError(error) ? undefined : Promise.reject(error)));
  if (found !== undefined) return found;
  const { signature, slot } = sent;
  throw new TruestakeError(
    "HistoryUnavailable",
    `${signature} landed, and no node that was asked keeps what came of it`,
    { phase: "confirm", effect: "done", args: { signature, slot, event: name } },
  );
}

/** The accounts whose change proves what an action did, as they were before it. */
export interface Before {
  /** How much more each holds now, in their order: tokens, or lamports where it is no token account. */
  change(): Promise<bigint[]>;
}

/** Looks at accounts before an action. Costs nothing but a read beside the others. */
export async function before(session: Session, tokens: PublicKey[], lamports: PublicKey[] = []): Promise<Before> {
  const nodes = nodesIn(session);
  const amounts = async (): Promise<bigint[]> => {
    const accounts = await fetchMany(nodes, [...tokens, ...lamports]);
    return accounts.map((account, place) => {
      const token = tokens[place];
      return token ? tokenAmount(token, account) : BigInt(account?.lamports ?? 0);
    });
  };
  const then = await amounts().catch((error) => (isTruestakeError(error) ? undefined : Promise.reject(error)));
  return {
    async change() {
      if (!then) return [];
      const now = await amounts();
      return now.map((amount, place) => amount - (then[place] ?? 0n));
    },
  };
}

/**
 * A pool as the quote for a slot sees it. An account that has changed by exactly what the quote for the landing's slot says has
 * changed by the action: two sources agree.
 */
export function atSlot(snapshot: PoolSnapshot, slot: bigint): PoolSnapshot {
  return { ...snapshot, clock: { ...snapshot.clock, slot } };
}
