// Whose turn it is. Keepers do not talk to each other: each works out its own place, which changes with every epoch and crank,
// and waits so many slices. Whoever comes later looks again first, and finds the work done; where the first is dead, it is not.
import { createHash } from "node:crypto";
import type { CrankName } from "@truestake/sdk/operators";
import type { StaggerConfig } from "./config";

/** What a keeper runs: the pool's cranks, and those of its steward, where it has one. */
export type KeeperCrank = CrankName | "steward";

/** Cranks that one keeper runs in one go: what measures and what updates belong together. */
export type Turn = "refresh" | Exclude<KeeperCrank, "measure" | "update">;

export const turnOf = (crank: KeeperCrank): Turn => (crank === "measure" || crank === "update" ? "refresh" : crank);

/** What a place is worked out for. */
export interface Staggered {
  pool: string;
  epoch: bigint;
  turn: Turn;
}

/** What everybody waits for is taken over soon; all else has time, and costs twice where two do it. */
const UNHURRIED = 4;

const SPACE = 2 ** 48;

/** A number below 2^48 that says how far behind a keeper stands. */
function hashOf(payer: string, { pool, epoch, turn }: Staggered): number {
  return createHash("sha256").update(`${payer} ${pool} ${epoch} ${turn}`).digest().readUIntBE(0, 6);
}

/**
 * How many slices a keeper waits: its rank among those that it knows, 0 for the first, so that no two are equal. One that knows
 * no others takes one of so many places at random, the same every time it asks.
 */
export function placeOf(payer: string, at: Staggered, { keepers, places }: Omit<StaggerConfig, "slice">): number {
  const own = hashOf(payer, at);
  const others = [...new Set(keepers)].filter((each) => each !== payer);
  if (others.length === 0) return Math.floor((own / SPACE) * places);
  return others.filter((each) => hashOf(each, at) < own).length;
}

/** When each turn of a pool comes: a place's slices after the crank was first seen to be due. */
export class Turns {
  private readonly seen = new Map<Turn, { epoch: bigint; since: number }>();

  constructor(
    private readonly payer: string,
    private readonly config: StaggerConfig,
  ) {}

  /** Takes down which turns are due now. Returns those that were due and are not any more, though it was not their time yet. */
  note(pool: string, epoch: bigint, due: ReadonlySet<Turn>, now: number): Turn[] {
    const gone: Turn[] = [];
    for (const [turn, { epoch: of }] of this.seen) {
      if (of === epoch && due.has(turn)) continue;
      // Somebody else was first: what this keeper would have sent it need not send.
      if (of === epoch && now < this.at(pool, epoch, turn)) gone.push(turn);
      this.seen.delete(turn);
    }
    for (const turn of due) if (!this.seen.has(turn)) this.seen.set(turn, { epoch, since: now });
    return gone;
  }

  /**
   * Whether a turn is first that of another keeper by name: who takes it over does so because that one is late, and is late already.
   * One that knows no others may be alone, whatever its place.
   */
  isTakenOver(pool: string, epoch: bigint, turn: Turn): boolean {
    const { keepers } = this.config;
    return keepers.some((each) => each !== this.payer) && placeOf(this.payer, { pool, epoch, turn }, this.config) > 0;
  }

  /** Milliseconds since 1970 from which on a turn is this keeper's. */
  at(pool: string, epoch: bigint, turn: Turn): number {
    const since = this.seen.get(turn)?.since ?? Number.POSITIVE_INFINITY;
    const slice = turn === "refresh" ? this.config.slice : UNHURRIED * this.config.slice;
    return since + placeOf(this.payer, { pool, epoch, turn }, this.config) * slice;
  }
}
