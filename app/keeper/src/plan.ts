// What a keeper does now of what is due: pure. Its turn is its own business, what is due the chain's.
import type { ChainClock } from "@truestake/sdk";
import type { DueCrank, WaitingCrank } from "@truestake/sdk/operators";
import { type KeeperCrank, type Turn, turnOf } from "./stagger";

/** One transaction that is due: of the pool's cranks, or for its steward. */
export type Due = DueCrank | (Omit<DueCrank, "crank"> & { crank: "steward" });

/** All that is due, and for what is not, the rule that binds. */
export interface Found {
  due: Due[];
  waiting: WaitingCrank[];
}

/** What is done in this round, and when the next turn comes. */
export interface Plan {
  /** Independent of each other: to be sent at the same time. */
  now: Due[];
  /** Due, and not this keeper's turn yet. */
  later: Due[];
  /** Milliseconds since 1970 of the next turn among those; undefined without any. */
  nextTurn: number | undefined;
  /** For all that is not due, the rule that binds. */
  waiting: WaitingCrank[];
}

/** The turns among what is due. */
export function turnsOf({ due }: Pick<Found, "due">): Set<Turn> {
  return new Set(due.map(({ crank }) => turnOf(crank)));
}

/** Splits what is due by whose turn it is; `turnAt` tells when each turn comes. */
export function planOf({ due, waiting }: Found, turnAt: (turn: Turn) => number, now: number): Plan {
  const isNow = ({ crank }: Due): boolean => turnAt(turnOf(crank)) <= now;
  const later = due.filter((each) => !isNow(each));
  const times = later.map(({ crank }) => turnAt(turnOf(crank)));
  return { now: due.filter(isNow), later, nextTurn: times.length > 0 ? Math.min(...times) : undefined, waiting };
}

/** Slots before an epoch's end in which nothing is begun that the program refuses in the next epoch before its update. */
const LAST_SLOTS = 4n;

/** Whether a turn's transactions might land in the next epoch, in vain. What measures and updates serves that one, too. */
export function isTooLate(turn: Turn, { slot, epochStartSlot, slotsInEpoch }: ChainClock): boolean {
  return turn !== "refresh" && slot + LAST_SLOTS >= epochStartSlot + slotsInEpoch;
}

/** How many transactions of each crank are due. */
export function countsOf(due: readonly Due[]): Map<KeeperCrank, number> {
  const counts = new Map<KeeperCrank, number>();
  for (const { crank } of due) counts.set(crank, (counts.get(crank) ?? 0) + 1);
  return counts;
}

/**
 * Milliseconds until a pool is looked at again: the next turn, or the end of its epoch or the beginning of its moving part, which
 * is approached by looks that come closer together; at most `interval`, at least `poll`.
 */
export function waitOf(
  at: { slot: bigint; moments: readonly bigint[]; slotMilliseconds: number },
  { interval, poll }: { interval: number; poll: number },
): number {
  const ahead = at.moments.filter((moment) => moment > at.slot).map((moment) => Number(moment - at.slot));
  if (ahead.length === 0) return interval;
  const next = Math.min(...ahead) * at.slotMilliseconds;
  return Math.max(poll, Math.min(interval, next * 0.9));
}
