// What limits are judged by as time goes on, and what validators take.
import { U64_MAX } from "../../common";
import { type ModelTaker, takingOf } from "./intake";
import {
  clippedAt,
  type Holdings,
  limitOf,
  loweredLevel,
  raisedLevel,
  refittedLevel,
  type Share,
  type Top,
  withTop,
} from "./policy";
import type { ModelValidator } from "./validators";
import { certainHoldingsOf, scoresOf, shareOf, type World } from "./world";

export const NOTHING: Top = { cap: undefined, shareScore: undefined };

/** The level with which a look begins. It can fall at an epoch's first alone, whatever else has happened in the epoch. */
export function moveLevel(world: World, holdings: Holdings): void {
  const { clock, policy } = world;
  if (world.lowered !== clock.epoch) {
    world.level = loweredLevel(policy, holdings, scoresOf(world), world.top);
    world.lowered = clock.epoch;
    world.top = NOTHING;
  }
  world.level = raisedLevel(policy, holdings, scoresOf(world));
}

/** Whether a validator's limit binds is judged at every look at it and with every new score, by the level. */
export function clip(world: World, record: ModelValidator, holdings: Holdings): void {
  record.limit = undefined;
  record.limit = clippedAt(world.policy, holdings, scoresOf(world), shareOf(record));
  if (record.limit) world.top = withTop(world.top, record.limit.kind, shareOf(record));
}

/** Whether a validator has been looked at in this epoch: before that nobody knows what it takes. */
function isLookedAt({ clock }: World, { earning }: ModelValidator): boolean {
  return earning.epoch === clock.epoch;
}

/**
 * Gives validators what they shall have, all at once: scores that all change in proportion change no limit. Who has been looked at in the
 * epoch is noted anew, once, unless it is busy. `records` are those that `change` changes, or lists.
 */
export function changeScores(world: World, records: ModelValidator[], change: () => void): void {
  const holdings = certainHoldingsOf(world);
  const before = scoresOf(world);
  world.books.openIntake(world.clock.epoch);
  for (const record of records) if (record.taking !== "busy" || !isLookedAt(world, record)) forgetTaker(world, record);
  change();
  world.level = refittedLevel(world.policy, holdings, before, scoresOf(world), world.top);
  for (const record of records) {
    clip(world, record, holdings);
    if (record.taking === undefined && isLookedAt(world, record)) noteTaker(world, record, holdings);
  }
}

/** What a validator takes in this epoch. */
export function noteTaker(world: World, record: ModelValidator, holdings: Holdings): void {
  const taker: ModelTaker = shareOf(record);
  record.taking = takingOf(taker, limitOf(world.policy, holdings, U64_MAX));
  world.books.noteTaker(record.taking, taker, world.clock.epoch);
}

/** What was noted of a validator comes off, if it was in this epoch; it has a `share` now. */
export function forgetTaker(world: World, record: ModelValidator, share = shareOf(record)): void {
  const { taking } = record;
  record.taking = undefined;
  if (taking && isLookedAt(world, record)) world.books.forgetTaker(taking, share, world.clock.epoch);
}

/** Once an epoch: nothing more can be delegated to a validator in it. It had a `share` then. */
export function noteBusy(world: World, record: ModelValidator, share: Share): void {
  const { books, clock } = world;
  if (record.taking === "busy") return;
  forgetTaker(world, record, share);
  record.taking = "busy";
  books.noteTaker(record.taking, share, clock.epoch);
  const { total, clipped } = scoresOf(world);
  // Whose limit binds takes no SOL that comes.
  books.noteBusy({ score: record.limit ? 0n : record.score, scores: total - clipped }, clock.epoch);
}

/** Stake has come to a validator, or left it where it is less than 0. */
export function noteStake({ books }: World, record: ModelValidator, lamports: bigint): void {
  if (record.taking) books.noteStake(record.taking, shareOf(record), lamports);
}
