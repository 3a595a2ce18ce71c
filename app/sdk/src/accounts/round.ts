// Reads in rounds: all that is wanted at once, with as few calls as the bytes that are wanted allow.
import type { AccountInfo, PublicKey } from "@solana/web3.js";
import { TruestakeError } from "../errors/TruestakeError";
import { type ChainReader, type Connected, noteSlot, originOf, readConfig } from "../nodes/chain";
import { accountLimitIn, checkWhole } from "../nodes/errors";

/** An account as a reader gives it; its data may be any bytes, or a part of them. */
export type RawAccount = AccountInfo<Uint8Array>;

/** What is wanted of an account: all of its data, or `bytes` of it from `at` on. */
export interface Wanted {
  address: PublicKey;
  at?: number | undefined;
  bytes?: number | undefined;
}

/** What calls at the same time have found, in the order of what was wanted. */
export interface Round {
  accounts: (RawAccount | null)[];
  /** The slot that each is of. */
  slots: number[];
}

/** Most accounts that one `getMultipleAccounts` returns, unless a node says that it returns fewer. */
const PAGE = 100;
const pages = /* @__PURE__ */ new WeakMap<Connected, number>();

/** Answer of a node that has not seen the slot yet that was asked for. */
const BEHIND = -32016;
const [LOOKS, PAUSE] = [10, 400];

/** Asks again while the node has not seen yet what has been seen elsewhere. `NodeBehind` when that takes too long. */
async function patiently<T>(read: () => Promise<T>): Promise<T> {
  for (let looks = 1; ; looks++) {
    try {
      return await read();
    } catch (error) {
      if ((error as { code?: unknown } | null)?.code !== BEHIND) throw error;
      if (looks >= LOOKS) {
        throw new TruestakeError("NodeBehind", "the node has not seen yet what has been seen elsewhere", {
          cause: error,
        });
      }
      await new Promise((done) => setTimeout(done, PAUSE));
    }
  }
}

/**
 * Reads in one round: a call for each kind of slice, at the same time, and more of them where a node returns few accounts at
 * once. Accounts of one call are of one slot; those of several may not be.
 *
 * @example
 * ```ts
 * const { accounts } = await fetchRound(connection, [{ address: vote, at: 0, bytes: 36 }]);
 * ```
 */
export async function fetchRound(reader: ChainReader, wanted: readonly Wanted[]): Promise<Round> {
  const round: Round = { accounts: wanted.map(() => null), slots: wanted.map(() => 0) };
  const groups = new Map<string, number[]>();
  wanted.forEach(({ at = 0, bytes }, place) => {
    const kind = bytes === undefined ? "" : `${at} ${bytes}`;
    const group = groups.get(kind);
    if (group) group.push(place);
    else groups.set(kind, [place]);
  });
  await Promise.all([...groups.values()].map((places) => fetchAlike(reader, wanted, places, round)));
  return round;
}

async function fetchAlike(
  reader: ChainReader,
  wanted: readonly Wanted[],
  places: number[],
  round: Round,
): Promise<void> {
  const page = pages.get(originOf(reader)) ?? PAGE;
  if (places.length > page) {
    const parts = Array.from({ length: Math.ceil(places.length / page) }, (_, part) =>
      places.slice(part * page, (part + 1) * page),
    );
    await Promise.all(parts.map((part) => fetchAlike(reader, wanted, part, round)));
    return;
  }
  const addresses = places.map((place) => (wanted[place] as Wanted).address);
  const { at: offset = 0, bytes: length } = wanted[places[0] ?? 0] ?? {};
  try {
    const { context, value } = await patiently(() => {
      const slice = length === undefined ? {} : { dataSlice: { offset, length } };
      return reader.getMultipleAccountsInfoAndContext(addresses, { ...readConfig(reader), ...slice });
    });
    checkWhole(addresses.length, value);
    noteSlot(reader, context.slot);
    places.forEach((place, index) => {
      round.accounts[place] = value[index] ?? null;
      round.slots[place] = context.slot;
    });
  } catch (error) {
    const smaller = accountLimitIn(error, addresses.length);
    if (smaller === undefined) throw error;
    pages.set(originOf(reader), Math.min(smaller, pages.get(originOf(reader)) ?? PAGE));
    await fetchAlike(reader, wanted, places, round);
  }
}

/** Rounds to find accounts of one moment in. */
const ROUNDS = 5;

/**
 * Reads what has to agree: of one slot, or of several between which none of it has changed. `changes` tells the places of what
 * changes by itself, such as the clock. `NodeBehind` when it does not come to rest.
 */
export async function fetchAgreeing(
  reader: ChainReader,
  wanted: readonly Wanted[],
  changes: (place: number) => boolean,
): Promise<(RawAccount | null)[]> {
  let before: Round | undefined;
  for (let rounds = 1; ; rounds++) {
    const round = await fetchRound(reader, wanted);
    if (round.slots.every((slot) => slot === round.slots[0])) return round.accounts;
    // What is the same in two rounds was all there at once between them: a later round is of no earlier slot.
    const isSame = (place: number) => same(before?.accounts[place], round.accounts[place]);
    const isAtRest = (_: unknown, place: number) => changes(place) || isSame(place);
    if (before && wanted.every(isAtRest)) return round.accounts;
    if (rounds >= ROUNDS) {
      throw new TruestakeError("NodeBehind", "the pool changed between the node's answers");
    }
    before = round;
  }
}

function same(a: RawAccount | null | undefined, b: RawAccount | null | undefined): boolean {
  if (!a || !b) return a === b;
  const isAlike = a.lamports === b.lamports && a.data.length === b.data.length && a.owner.equals(b.owner);
  return isAlike && a.data.every((byte, at) => byte === b.data[at]);
}
