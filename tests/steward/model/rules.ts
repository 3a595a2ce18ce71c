// The steward's arithmetic once more, from docs/STEWARD.md: bigint, whole numbers, floored where nothing else is said.
import { least, most, over } from "../../model/bigint";
import { ceilDiv } from "../../model/reference/numbers";

export const MILLION = 1_000_000n;
export const BILLION = 1_000_000_000n;
export const TRILLION = 1_000_000_000_000n;
export const BPS = 10_000n;
export const U64 = 2n ** 64n - 1n;

/** Epochs that a rating looks back, and how many of them have to be known. */
export const WINDOW = { epochs: 10n, known: 5n } as const;
/** New tokens count a tenth more in each epoch. */
const RAMP = 10n;
/** The most credits of a slot before Alpenglow. */
const CREDITS = 16n;

/** What one epoch was like for all stake: mean credits in thousandths, growth of a lamport in parts per trillion. */
export interface Reference {
  credits: bigint;
  growth: bigint;
}

/** Nothing is known of an epoch without stake or votes, nor under Alpenglow, whose credits are more than slots can bring. */
export function referenceOf(points: bigint, rewards: bigint, effective: bigint, slots: bigint): Reference | undefined {
  if (effective === 0n) return undefined;
  const credits = (points * 1_000n) / effective;
  if (credits === 0n || credits > CREDITS * slots * 1_000n) return undefined;
  return { credits, growth: (rewards * TRILLION) / effective };
}

/** A validator's credits against the mean, at most 1, in parts per million. */
export const performanceOf = (credits: bigint, { credits: mean }: Reference): bigint =>
  least((credits * 1_000n * MILLION) / mean, MILLION);

/** A lamport's growth with a validator of so many credits. */
export const ownGrowth = (credits: bigint, { credits: mean, growth }: Reference): bigint =>
  (growth * credits * 1_000n) / mean;

/** The fourth power of a part of a million, floored at each squaring. */
function fourth(part: bigint): bigint {
  const square = (part * part) / MILLION;
  return (square * square) / MILLION;
}

/** `min(1, p ÷ 0.99)^4 × (1 − commission)^4`, in thousandths. */
export function qualityOf(performance: bigint, commission: bigint): bigint {
  const votes = least((performance * MILLION) / 990_000n, MILLION);
  const left = over(MILLION, commission * 100n);
  return (fourth(votes) * fourth(left)) / (MILLION * 1_000n);
}

/** A new quality at the same commission replaces the old one only if it differs by more than a tenth of it. */
export function keptQuality(old: bigint, now: bigint): bigint {
  const difference = old > now ? old - now : now - old;
  return difference * 10n > old ? now : old;
}

/** Quality × cap, as a part of what can be staked, rounded up: at most a million, at least 1 for who has a quality. */
export function scoreOf(quality: bigint, cap: bigint, stakeable: bigint): bigint {
  if (quality === 0n) return 0n;
  return stakeable === 0n ? 1n : most(ceilDiv(quality * 1_000n, least(cap, stakeable), stakeable), 1n);
}

/** Bonds against stake: between the floor and the target, in parts per billion. */
export function ratioOf(bonds: bigint, stakeable: bigint, floor: bigint, target: bigint): bigint {
  const there = stakeable === 0n ? target : (bonds * BILLION) / stakeable;
  return most(floor, least(there, target));
}

/** The bond that so much stake needs, rounded up. */
export const bondFor = (stake: bigint, ratio: bigint): bigint => (stake * ratio + BILLION - 1n) / BILLION;

/** Whether a bond is worth under half of the least ratio for the stake that is there. */
export const isShort = (bond: bigint, stake: bigint, floor: bigint): boolean => 2n * bond * BILLION < stake * floor;

/** What counts of a bond: so many tokens in an epoch, and so many more in each later one. */
export interface Ramp {
  counted: bigint;
  step: bigint;
  epoch: bigint;
}

export const countedIn = ({ counted, step, epoch: since }: Ramp, epoch: bigint, available: bigint): bigint =>
  least(counted + step * over(epoch, since), available);

/** After tokens came to those `before`: nothing that counts slower than it did. */
export function ramped(ramp: Ramp, epoch: bigint, before: bigint, available: bigint): Ramp {
  const counted = countedIn(ramp, epoch, before);
  const tenth = (over(available, counted) + RAMP - 1n) / RAMP;
  return { counted, step: counted < before ? most(ramp.step, tenth) : tenth, epoch };
}

/** After tokens were asked back: what stays counts no faster than by itself. */
export function lowered(ramp: Ramp, epoch: bigint, available: bigint): Ramp {
  const tenth = (available + RAMP - 1n) / RAMP;
  return { counted: countedIn(ramp, epoch, available), step: least(ramp.step, tenth), epoch };
}

/** The most commission that was promised, in basis points: until it was changed, from then on, and from an epoch on. */
export interface Pledge {
  earlier: bigint;
  before: bigint;
  after: bigint;
  changed: bigint;
  from: bigint;
}

export function pledgedIn({ earlier, before, after, changed, from }: Pledge, epoch: bigint): bigint {
  if (epoch >= from) return after;
  return epoch >= changed ? before : earlier;
}

/** The lowest of some epochs, one after the other. */
export function pledgedThrough(pledge: Pledge, first: bigint, last: bigint): bigint {
  let lowest = pledgedIn(pledge, last);
  for (let epoch = first; epoch < last; epoch++) lowest = least(lowest, pledgedIn(pledge, epoch));
  return lowest;
}

/** Lowered at once, raised four epochs later; what was promised for epochs that are not assessed stays. */
export function pledgedAnew(pledge: Pledge, epoch: bigint, unassessed: bigint, bps: bigint): Pledge {
  const [before, last] = [pledgedIn(pledge, epoch), epoch - 1n];
  const earlier = pledgedThrough(pledge, least(unassessed, last), last);
  return { earlier, before, after: bps, changed: epoch, from: bps > before ? epoch + 4n : epoch };
}

/** What a validator's stake should have earned, and did. */
export interface Earned {
  base: bigint;
  earned: bigint;
  own: bigint;
  reference: bigint;
  pledge: bigint;
  tolerance: bigint;
}

/** What is owed for commission and for votes, in lamports. */
export function owedFor({ base, earned, own, reference, pledge, tolerance }: Earned): {
  commission: bigint;
  uptime: bigint;
} {
  const left = (lamports: bigint) => (lamports * (BPS - pledge)) / BPS;
  const [worth, mean] = [(base * own) / TRILLION, (base * reference) / TRILLION];
  const taken = over(left(worth), earned);
  const missing = over(mean, worth);
  return {
    commission: taken > worth / 1_000n ? taken : 0n,
    uptime: missing > (mean * tolerance) / BPS ? left(missing) : 0n,
  };
}
