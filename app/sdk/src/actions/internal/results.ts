// What came of an action: by its event, or where nobody keeps that, by the accounts. Never a guess.
import type { PublicKey } from "@solana/web3.js";
import { fetchRound, type RawAccount, type Wanted } from "../../accounts/round";
import type { ChainClock } from "../../accounts/sysvars";
import { tokenAmount } from "../../accounts/token";
import { isTruestakeError, TruestakeError } from "../../errors";
import { type EventName, type EventOf, findEvent } from "../../history/events";
import type { Sent } from "../../transaction/details";
import { nodesIn, PLANNED, type Session } from "../../transaction/session";

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
  // Nothing can have come yet of what is only planned: nobody gets to see this.
  if (sent === PLANNED) return undefined as T;
  const event = findEvent(sent.events, name);
  if (event) return of(event.data as EventOf<N>["data"]);
  // An error of reading is not worth another error: what landed has landed.
  const found = await otherwise?.().catch((error) => (isTruestakeError(error) ? undefined : Promise.reject(error)));
  if (found !== undefined) return found;
  throw untold(sent, name);
}

/** A transaction landed, and no node keeps the event that says what it did. */
export function untold({ signature, slot }: Sent, event: string): TruestakeError {
  return new TruestakeError(
    "HistoryUnavailable",
    `${signature} landed, and no node that was asked keeps what came of it`,
    { phase: "confirm", effect: "done", args: { signature, slot, event } },
  );
}

/** The accounts whose change proves what an action did: they are read with what it is planned from. */
export interface Witnesses {
  /** Token accounts: what they hold. */
  tokens: readonly PublicKey[];
  /** Other accounts: their lamports. */
  lamports?: readonly PublicKey[];
}

export function witnessesWanted({ tokens, lamports = [] }: Witnesses): Wanted[] {
  return [...tokens, ...lamports].map((address) => ({ address }));
}

/** How much more each of them holds now than `before`, in their order. */
export async function changeOf(
  session: Session,
  witnesses: Witnesses,
  before: (RawAccount | null)[],
): Promise<bigint[]> {
  const { tokens } = witnesses;
  const amount = (account: RawAccount | null | undefined, place: number): bigint => {
    const token = tokens[place];
    return token ? tokenAmount(token, account ?? null) : BigInt(account?.lamports ?? 0);
  };
  const { accounts } = await fetchRound(nodesIn(session), witnessesWanted(witnesses));
  return accounts.map((account, place) => amount(account, place) - amount(before[place], place));
}

/**
 * What was read of a pool as the quote for a slot sees it. An account that has changed by exactly what the quote for the landing's
 * slot says has changed by the action: two sources agree.
 */
export function atSlot<T extends { clock: ChainClock }>(snapshot: T, slot: bigint): T {
  return { ...snapshot, clock: { ...snapshot.clock, slot } };
}
