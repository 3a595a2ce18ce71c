import { SYSVAR_STAKE_HISTORY_PUBKEY } from "@solana/web3.js";
import { readU64 } from "../layout/bytes";
import type { ChainReader } from "../nodes/chain";
import { fetchMany, foreign } from "./common";
import { fetchRound, type RawAccount, type Wanted } from "./round";

/** Lamports of the whole cluster in one epoch. */
export interface StakeHistoryEntry {
  effective: bigint;
  activating: bigint;
  deactivating: bigint;
}

/** By epoch; the last 512. A `Map` of them is one, and so is what was read of them for a few delegations. */
export interface StakeHistory {
  readonly size: number;
  has(epoch: bigint): boolean;
  get(epoch: bigint): StakeHistoryEntry | undefined;
}

const [HEADER_BYTES, ENTRY_BYTES] = [8, 32];

function entryAt(data: Uint8Array, at: number): [epoch: bigint, entry: StakeHistoryEntry] {
  const field = (offset: number): bigint => readU64(data, at + offset);
  return [field(0), { effective: field(8), activating: field(16), deactivating: field(24) }];
}

/**
 * Decodes the stake history sysvar.
 *
 * @example
 * ```ts
 * const history = decodeStakeHistory(data);
 * ```
 */
export function decodeStakeHistory(data: Uint8Array): Map<bigint, StakeHistoryEntry> {
  const count = Number(readU64(data, 0));
  return new Map(Array.from({ length: count }, (_, index) => entryAt(data, HEADER_BYTES + index * ENTRY_BYTES)));
}

/**
 * Reads the whole stake history, 16 kB; empty in a chain's first epoch. For keepers, who look at many stake accounts.
 *
 * @example
 * ```ts
 * const entry = (await fetchStakeHistory(connection)).get(700n);
 * ```
 */
export async function fetchStakeHistory(reader: ChainReader): Promise<Map<bigint, StakeHistoryEntry>> {
  const [account] = await fetchMany(reader, [SYSVAR_STAKE_HISTORY_PUBKEY]);
  return account ? decodeStakeHistory(account.data) : new Map();
}

/** Entries of the latest epochs that are read at once, and of others that turn out to be needed. */
const [LATEST, OTHERS] = [4, 4];

/** What is wanted of the stake history before anything is known: its length and the latest entries. */
export const LATEST_HISTORY: Wanted = {
  address: SYSVAR_STAKE_HISTORY_PUBKEY,
  at: 0,
  bytes: HEADER_BYTES + LATEST * ENTRY_BYTES,
};

/**
 * The stake history of which only what is asked for is read. The entry of an epoch is looked for at its place, as the program
 * does: where another lies there, epochs are missing behind it.
 */
class PartialHistory implements StakeHistory {
  /** What lies at the places of epochs; undefined where that is another epoch's entry, or none. */
  private readonly read = new Map<bigint, StakeHistoryEntry | undefined>();
  /** Epochs that were asked for and not read. */
  readonly missing = new Set<bigint>();
  size = 0;

  constructor(private readonly epoch: bigint) {}

  /** The place of an epoch's entry: the latest epoch's is the first. */
  placeOf(epoch: bigint): number {
    return Number(this.epoch - 1n - epoch);
  }

  /** Takes entries from a slice that begins with the one at `place`. */
  take(data: Uint8Array, place: number, at: number): void {
    for (let [entry, next] = [place, at]; next + ENTRY_BYTES <= data.length; entry++, next += ENTRY_BYTES) {
      const expected = this.epoch - 1n - BigInt(entry);
      const [epoch, found] = entryAt(data, next);
      this.read.set(expected, entry < this.size && epoch === expected ? found : undefined);
    }
  }

  has(epoch: bigint): boolean {
    const place = this.placeOf(epoch);
    if (place < 0 || place >= this.size) return false;
    // Where an entry is at its place, all that are later are, too.
    return !this.read.has(epoch) || this.read.get(epoch) !== undefined;
  }

  get(epoch: bigint): StakeHistoryEntry | undefined {
    const place = this.placeOf(epoch);
    if (place < 0 || place >= this.size) return undefined;
    if (!this.read.has(epoch)) this.missing.add(epoch);
    return this.read.get(epoch);
  }
}

/** Rounds after which what is needed is there: more, wider slices are read each time. */
const ROUNDS = 12;

/** Most slices of one round: each of another place is a call of its own. */
const MOST_SLICES = 4;

/** Places and numbers of entries to read: `count` from each place on, or where those are many, all that lies between, at once. */
function slicesOf(places: readonly number[], count: number): [place: number, entries: number][] {
  if (places.length <= MOST_SLICES) return places.map((place) => [place, count]);
  const first = Math.min(...places);
  return [[first, Math.max(...places) - first + count]];
}

/**
 * The stake history as far as `look` asks for it, beginning with what {@link LATEST_HISTORY} gave. Reads further entries in
 * slices, in further rounds; none for stake that has rested lately, or for longer than the history goes back.
 */
export async function fetchHistoryFor(
  reader: ChainReader,
  latest: RawAccount | null | undefined,
  epoch: bigint,
  look: (history: StakeHistory) => void,
): Promise<StakeHistory> {
  const history = new PartialHistory(epoch);
  if (!latest || latest.data.length < HEADER_BYTES) return history;
  history.size = Number(readU64(latest.data, 0));
  history.take(latest.data, 0, HEADER_BYTES);
  for (let round = 1; ; round++) {
    history.missing.clear();
    look(history);
    if (history.missing.size === 0) return history;
    if (round > ROUNDS) throw foreign("the stake history does not come to an end");
    // Stake changes from an epoch on: the entries of later epochs are asked for next, which have lower places.
    const count = OTHERS * round;
    const places = [...new Set([...history.missing].map((epoch) => Math.max(0, history.placeOf(epoch) - count + 1)))];
    const wanted = slicesOf(places, count).map(([place, entries]) => ({
      address: SYSVAR_STAKE_HISTORY_PUBKEY,
      at: HEADER_BYTES + place * ENTRY_BYTES,
      bytes: entries * ENTRY_BYTES,
    }));
    const { accounts } = await fetchRound(reader, wanted);
    wanted.forEach(({ at }, index) => {
      history.take(accounts[index]?.data ?? new Uint8Array(), (at - HEADER_BYTES) / ENTRY_BYTES, 0);
    });
  }
}
