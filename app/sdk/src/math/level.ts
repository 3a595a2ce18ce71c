// The level up to which what can be staked fills validators, as water would: who has a limit below it stays at that, and leaves the
// rest to the others. Limits are judged by it when a validator is looked at. It rises as soon as there is more than fills them;
// of all looks only an epoch's first lowers it, by no more than what is lacking, or to where the first limit stops to bind.
import { mulDivFloor } from "./mulDiv";
import type { Share } from "./target";
import { max, min, minus, plus, saturatingMinus, U64_MAX, WHOLE_BPS } from "./units";

/** Sums over all validators. */
export interface Scores {
  /** Of all scores. */
  total: bigint;
  /** Of the scores of those whose limit binds. */
  clipped: bigint;
  /** Of the largest shares that bind, in basis points. */
  clippedShare: bigint;
  /** Of the caps that bind, in lamports. */
  clippedCaps: bigint;
  /**
   * The level: what all scores would get together if no limit bound, in parts of {@link LEVEL_WHOLE} of what can be staked. With that
   * it rises and falls, as shares do.
   */
  level: bigint;
}

/** The limits that were seen to bind in an epoch and give way first when the level falls. */
export interface Top {
  /** The cap that is the highest for its score, in lamports, */
  cap: bigint;
  /** and that score; 0 where none was seen. */
  score: number;
  /** The lowest score of those whose largest share binds; 0 where none was seen. */
  shareScore: number;
}

/** The sums, and the limits that give way first. */
export interface Limits {
  scores: Scores;
  top: Top;
}

/** No limit was seen to bind, or it is not known which. */
export const NO_TOP: Top = { cap: 0n, score: 0, shareScore: 0 };

const LEVEL_BITS = 30n;
/** The level where no limit binds. */
export const LEVEL_WHOLE = 1n << LEVEL_BITS;

/**
 * A limit that binds, as it was counted in {@link Scores}: the pool's largest share of what stays when the tickets are paid, in basis
 * points, or the validator's own cap, in lamports. A share follows what the pool holds, so that SOL which comes or leaves after the
 * counting changes nobody's part of it.
 */
export type Limit = { share: number; cap?: undefined } | { cap: bigint; share?: undefined };

/** What can be staked, and the most that one validator may have of it. */
export interface Room {
  /** What stays when the tickets are paid, in lamports. */
  stays: bigint;
  /** In lamports. */
  stakeable: bigint;
  /** The largest share that a validator may have of what stays, in basis points, */
  part: number;
  /** and in lamports. */
  largestShare: bigint;
}

/** What limits are judged by: the same for all validators of one look. */
export interface Level {
  /** What all scores would get together if no limit bound. */
  lamports: bigint;
  /** The largest share that one validator may have of what stays, in basis points, */
  part: number;
  /** and in lamports. */
  largestShare: bigint;
}

/**
 * The sums with which an epoch begins: the level lower, where what can be staked does not fill the validators up to it. First down to
 * where the highest limit of the epoch before begins to give way, then by the part that is lacking, floored.
 */
export function lower(room: Room, scores: Scores, top: Top): Limits {
  const { stays, stakeable } = room;
  const all = limits(scores, stays);
  if (filled(scores, all, stakeable) <= stakeable) return { scores, top: NO_TOP };
  const lowered = { ...scores, level: min(scores.level, highest(room, scores, top)) };
  const full = filled(lowered, all, stakeable);
  const level = full <= stakeable ? lowered.level : mulDivFloor(lowered.level, stakeable, full);
  return { scores: { ...lowered, level }, top: NO_TOP };
}

/** The level at which the highest limit that was seen binds no more; the highest of all where none was. */
function highest({ stakeable, largestShare }: Room, { total }: Scores, { cap, score, shareScore }: Top): bigint {
  const levels = [
    { limit: cap, each: stakeable * BigInt(score) },
    { limit: largestShare, each: stakeable * BigInt(shareScore) },
  ].flatMap(({ limit, each }) => (each === 0n ? [] : [min(((limit * total) << LEVEL_BITS) / each, U64_MAX)]));
  const [first = U64_MAX, second = 0n] = levels;
  return min(max(first, second) + 1n, U64_MAX);
}

/**
 * The sums with which a look begins: the level higher, where more can be staked than fills the validators up to it; all that is more
 * goes to those whose limit does not bind, floored. Where no limit binds it may fall as well: nobody would be judged in another way.
 */
export function raise(room: Room, scores: Scores): Scores {
  if (scores.clipped === 0n) return { ...scores, level: LEVEL_WHOLE };
  const { stays, stakeable } = room;
  if (filled(scores, limits(scores, stays), stakeable) > stakeable) return scores;
  return { ...scores, level: fullLevel(room, scores, stakeable) ?? scores.level };
}

/**
 * The sums once scores have changed, which were `before`. The level is a part of what all scores would get: where some leave or grow that
 * take little, because their limit binds, each of the others would get more or less by that. So it changes with the sum of scores, as far
 * as it fills the validators no more than before: scores that all change in proportion change nothing. Where they rise, it falls no lower
 * for each than to where the highest limit begins to give way; the rest is the next epoch's first look's. Floored.
 */
export function refit(room: Room, before: Scores, scores: Scores, top: Top): Scores {
  const { stays, stakeable } = room;
  const most = max(filled(before, limits(before, stays), stakeable), stakeable);
  const full = fullLevel(room, scores, most) ?? U64_MAX;
  const kept = before.level;
  const eachTheSame = before.total === 0n ? kept : min((kept * scores.total) / before.total, U64_MAX);
  if (eachTheSame <= kept) return { ...scores, level: max(min(full, kept), eachTheSame) };
  const least = scores.clipped === 0n ? kept : max(kept, highest(room, scores, top));
  return { ...scores, level: min(max(full, least), eachTheSame) };
}

/** The level at which those whose limit does not bind have all of `whole` that the limits leave; none where all bind. */
function fullLevel({ stays, stakeable }: Room, scores: Scores, whole: bigint): bigint | undefined {
  const { total, clipped } = scores;
  const open = saturatingMinus(whole, limits(scores, stays));
  const each = minus(total, clipped) * stakeable;
  return each === 0n ? undefined : min(((open * total) << LEVEL_BITS) / each, U64_MAX);
}

/** What limits are judged by in a look that begins with these sums. */
export function levelOf({ stakeable, part, largestShare }: Room, scores: Scores): Level {
  return { lamports: atLevel(scores, stakeable), part, largestShare };
}

/** Whether a validator's limit binds, and the sums with that: at every look at a validator. */
export function clip(
  level: Level,
  { scores: before, top }: Limits,
  share: Share,
): Limits & { clipped: Limit | undefined } {
  const others = withoutShare(before, share);
  const { part, largestShare } = level;
  const limit = min(share.cap, largestShare);
  const score = BigInt(share.score);
  if (others.total === 0n || (level.lamports * score) / others.total <= limit) {
    return { clipped: undefined, scores: others, top };
  }
  const isCapped = share.cap < largestShare;
  // In a pool of all SOL that there is, limits could add up to more than 64 bits: the last ones count for what is left.
  const clipped: Limit = isCapped ? { cap: min(limit, U64_MAX - others.clippedCaps) } : { share: part };
  const scores = withLimit(others, share.score, clipped, plus);
  return { clipped, scores, top: withTop(top, isCapped ? limit : undefined, share.score) };
}

/** The limits that give way first, with one more that binds: a cap, or the largest share. */
function withTop(top: Top, cap: bigint | undefined, score: number): Top {
  if (cap === undefined) return { ...top, shareScore: Math.min(top.shareScore || score, score) };
  return cap * BigInt(top.score) >= top.cap * BigInt(score) ? { ...top, cap, score } : top;
}

/** The sums without what the limit of `share` adds to them. */
export function withoutShare(scores: Scores, { score, clipped }: Share): Scores {
  return withLimit(scores, score, clipped, minus);
}

/** The sums with what a limit adds to them, or without. */
function withLimit(scores: Scores, score: number, limit: Limit | undefined, change: typeof plus): Scores {
  if (!limit) return scores;
  return {
    ...scores,
    clipped: change(scores.clipped, BigInt(score)),
    clippedShare: change(scores.clippedShare, BigInt(limit.share ?? 0)),
    clippedCaps: change(scores.clippedCaps, limit.cap ?? 0n),
  };
}

/**
 * The sums once a validator has another score. Whether its limit binds stays as it was, until {@link clip} judges it: scores that all
 * change in proportion change nobody's part.
 */
export function rescored(scores: Scores, old: Share, score: number): Scores {
  const total = plus(minus(scores.total, BigInt(old.score)), BigInt(score));
  return { ...withLimit(withoutShare(scores, old), score, old.clipped, plus), total };
}

/** Lamports that all scores would get together at the level, where so much can be staked; floored. May be more than 64 bits hold. */
function atLevel(scores: Scores, stakeable: bigint): bigint {
  return (scores.level * stakeable) >> LEVEL_BITS;
}

/** A score's part of that in lamports, floored; the largest amount where it is more. */
export function partAtLevel(scores: Scores, score: bigint, stakeable: bigint): bigint {
  return min((atLevel(scores, stakeable) * score) / (scores.total || 1n), U64_MAX);
}

/** Lamports that all validators have together at the level, with the limits that bind; the largest amount where it is more. */
export function filled(scores: Scores, limits: bigint, stakeable: bigint): bigint {
  return min(limits + partAtLevel(scores, minus(scores.total, scores.clipped), stakeable), U64_MAX);
}

/**
 * The limits that bind, in lamports, where so much stays when the tickets are paid; never less than the sum of each. The largest amount
 * where it is more.
 */
export function limits({ clippedShare, clippedCaps }: Scores, stays: bigint): bigint {
  return min(clippedCaps + (stays * clippedShare) / BigInt(WHOLE_BPS), U64_MAX);
}
