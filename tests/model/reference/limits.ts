// What limits are judged by as time goes on, and what validators take.
import { U64_MAX } from "../../common";
import type { ModelTaker } from "./intake";
import {
  clippedAt,
  type Holdings,
  limitOf,
  loweredLevel,
  raisedLevel,
  refittedLevel,
  type Scores,
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

/** Judges those that have new scores, all at once: scores that all change in proportion change no limit. `before` are the old sums. */
export function clipRescored(world: World, before: Scores, records: ModelValidator[]): void {
  const holdings = certainHoldingsOf(world);
  world.level = refittedLevel(world.policy, holdings, before, scoresOf(world));
  for (const record of records) clip(world, record, holdings);
}

function takerOf({ policy }: World, { score, cap, stake }: Share, holdings: Holdings): ModelTaker {
  return { score, cap, stake, share: policy.maxValidatorShare, largest: limitOf(policy, holdings, U64_MAX) };
}

/** Once an epoch: what a validator takes in it. */
export function noteTaker(world: World, record: ModelValidator, holdings: Holdings): void {
  world.books.noteTaker(takerOf(world, shareOf(record), holdings), world.clock.epoch);
}

/** Once an epoch: nothing more can be delegated to a validator in it. It had a `share` then. */
export function noteBusy(world: World, record: ModelValidator, share: Share, holdings: Holdings): void {
  if (record.isBusy) return;
  record.isBusy = true;
  const { total, clipped } = scoresOf(world);
  // Whose limit binds takes no SOL that comes.
  const scores = { score: record.limit ? 0n : record.score, scores: total - clipped };
  world.books.noteBusy(takerOf(world, share, holdings), scores, world.clock.epoch);
}
