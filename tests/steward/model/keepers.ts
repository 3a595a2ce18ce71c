// What keepers do in an epoch, in the order of docs/STEWARD.md; and what they do late, or not at all.
import { CREDITS_PER_SLOT, REWARD_PPM } from "../../common/steward";
import { assess, cover, list, listedPlaces, migrate, noteEpoch, rate, removeMember } from "./calls";
import type { Life } from "./life";
import { type Epoch, moveStake, passEpoch, updatePool } from "./nature";

/** What is done of it; what is not is left for later. */
export interface Shift {
  notes: boolean;
  updates: boolean;
  assesses: boolean;
  rates: boolean;
  moves: boolean;
}

export const ALL: Shift = { notes: true, updates: true, assesses: true, rates: true, moves: true };

/** Validators that the pool lists and that are no members. */
export function oldOnes({ world }: Life): number[] {
  return [...world.pool.records.keys()].filter(
    (number) => world.pool.records[number] && !world.members.some((member) => member?.validator === number),
  );
}

function settleDebts(life: Life): void {
  const places = listedPlaces(life);
  if (places.length > 0) assess(life, places);
  const owing = [...life.world.members.keys()].filter((place) => (life.world.members[place]?.debt ?? 0n) > 0n);
  if (owing.length > 0) cover(life, owing);
  for (const [place, member] of life.world.members.entries()) {
    if (member?.tokens === 0n && member.debt === 0n) removeMember(life, place);
  }
}

function setScores(life: Life): void {
  for (const [place, member] of life.world.members.entries()) {
    if (member && !life.world.pool.records[member.validator]) list(life, place);
  }
  const places = listedPlaces(life);
  if (places.length > 0) rate(life, places);
  const old = oldOnes(life);
  if (old.length > 0) migrate(life, old);
}

export function crank(life: Life, shift: Partial<Shift> = {}): void {
  const { notes, updates, assesses, rates, moves } = { ...ALL, ...shift };
  if (notes) noteEpoch(life);
  if (updates) updatePool(life);
  if (assesses) settleDebts(life);
  if (rates) setScores(life);
  if (moves) moveStake(life);
}

/** What an epoch brings like most. */
export const QUIET: Epoch = { cluster: CREDITS_PER_SLOT, reward: REWARD_PPM, isPaid: true };

/** An epoch like most, with all that keepers do. */
export function quietEpoch(life: Life): void {
  passEpoch(life, QUIET);
  crank(life);
}
