// How much stake a validator should have and what of the difference moves, from the documentation.

import { ceilDiv, floorDiv, U64_MAX } from "../../common";
import { least, most, over } from "../bigint";
import { type RefusalName, refuse } from "./refusal";

export const BPS = 10_000n;
/** A validator may be over its target by a thousandth of it. */
const TOLERANCE = 10n;

export interface Policy {
  /** In basis points, all three. */
  reserveBuffer: bigint;
  maxValidatorShare: bigint;
  maxMove: bigint;
}

/** What the pool has and owes, in lamports. */
export interface Holdings {
  reserve: bigint;
  staked: bigint;
  cooling: bigint;
  queued: bigint;
  /** What the tickets can claim for which stake may be deactivated now. */
  servable: bigint;
  /** Deactivated by rebalancing in this epoch. */
  moved: bigint;
  /** Whether the epoch's moving part has begun. */
  moving: boolean;
}

/** Sums over all validators. */
export interface Scores {
  total: bigint;
  /** Of those whose limit binds. */
  clipped: bigint;
  /** Of the largest shares that bind, in basis points. */
  clippedShare: bigint;
  /** Of the caps that bind, in lamports. */
  clippedCaps: bigint;
  /** What all scores would get if no limit bound, in 2^-30 of what can be staked. */
  level: bigint;
}

/** The level where no limit binds. */
export const WHOLE_LEVEL = 2n ** 30n;

/** The limits seen to bind in an epoch that are the highest for their scores; undefined where nothing is known. */
export interface Top {
  cap: { lamports: bigint; score: bigint } | undefined;
  /** The lowest score of those whose largest share binds. */
  shareScore: bigint | undefined;
}

/** A limit that binds: a share of what stays, in basis points, or a cap in lamports. */
export interface Limit {
  kind: "share" | "cap";
  amount: bigint;
}

export interface Share {
  score: bigint;
  cap: bigint;
  /** Its limit, while that is known to bind. */
  limit: Limit | undefined;
  /** Lamports with the validator that stay. */
  stake: bigint;
}

/** What tickets and the buffer keep in the reserve. */
function kept({ reserveBuffer }: Policy, { reserve, staked, queued }: Holdings): bigint {
  return queued + ceilDiv(reserve + staked, reserveBuffer, BPS);
}

function stakeable(policy: Policy, holdings: Holdings): bigint {
  return over(holdings.reserve + holdings.staked, kept(policy, holdings));
}

/** The most that a validator may have: of what stays when the tickets are paid. */
export function limitOf({ maxValidatorShare }: Policy, { reserve, staked, queued }: Holdings, cap: bigint): bigint {
  return least(cap, floorDiv(over(reserve + staked, queued), maxValidatorShare, BPS));
}

/** What all scores would get together at the level. */
function levelLamports(policy: Policy, holdings: Holdings, { level }: Scores): bigint {
  return (level * stakeable(policy, holdings)) / WHOLE_LEVEL;
}

/** What the validators would have at the level: those whose limit binds that, the others their scores' part. */
function filled(policy: Policy, holdings: Holdings, scores: Scores): bigint {
  const { total, clipped } = scores;
  const open = total === 0n ? 0n : (levelLamports(policy, holdings, scores) * (total - clipped)) / total;
  return least(allLimits(scores, holdings) + open, U64_MAX);
}

/**
 * The level with which an epoch begins: where the pool does not fill the validators up to it, it falls to where the first limit gives
 * way, and by the part that is still lacking.
 */
export function loweredLevel(policy: Policy, holdings: Holdings, scores: Scores, top: Top): bigint {
  const all = stakeable(policy, holdings);
  if (filled(policy, holdings, scores) <= all) return scores.level;
  const level = least(scores.level, highestLevel(policy, holdings, scores, top));
  const full = filled(policy, holdings, { ...scores, level });
  return full <= all ? level : (level * all) / full;
}

/** The level above which no limit that was seen tells anybody apart; the highest of all where none was. */
function highestLevel(policy: Policy, holdings: Holdings, { total }: Scores, { cap, shareScore }: Top): bigint {
  const all = stakeable(policy, holdings);
  const giveWay = (limit: bigint, score: bigint) =>
    score * all === 0n ? [] : [least((limit * total * WHOLE_LEVEL) / (score * all), U64_MAX)];
  const levels = [
    ...(cap ? giveWay(cap.lamports, cap.score) : []),
    ...(shareScore ? giveWay(limitOf(policy, holdings, U64_MAX), shareScore) : []),
  ];
  return levels.length === 0 ? U64_MAX : levels.reduce(most) + 1n;
}

/** The level with which a look begins: what the limits leave goes to the others, where that raises it. */
export function raisedLevel(policy: Policy, holdings: Holdings, scores: Scores): bigint {
  if (scores.clipped === 0n) return WHOLE_LEVEL;
  const all = stakeable(policy, holdings);
  if (filled(policy, holdings, scores) > all) return scores.level;
  return levelOf(policy, holdings, scores, all) ?? scores.level;
}

/** The level at which the others have what the limits leave of `all`; undefined where that is nobody's. */
function levelOf(policy: Policy, holdings: Holdings, scores: Scores, all: bigint): bigint | undefined {
  const each = (scores.total - scores.clipped) * stakeable(policy, holdings);
  if (each === 0n) return undefined;
  return least((over(all, allLimits(scores, holdings)) * scores.total * WHOLE_LEVEL) / each, U64_MAX);
}

/**
 * The level after scores have changed. As a part of all scores it is proportional to their sum for whoever keeps score and stake, but
 * goes only as far as the validators are filled no more by it than `before`, or than there is: down no further than to where they are
 * filled so, and up no further either, or than to where the highest limit that was seen gives way, if any binds.
 */
export function refittedLevel(policy: Policy, holdings: Holdings, before: Scores, scores: Scores, top: Top): bigint {
  const { level } = before;
  if (before.total === 0n) return level;
  const whole = most(filled(policy, holdings, before), stakeable(policy, holdings));
  const full = levelOf(policy, holdings, scores, whole) ?? U64_MAX;
  const proportional = least(floorDiv(level, scores.total, before.total), U64_MAX);
  if (proportional <= level) return most(proportional, least(level, full));
  const givesWay = scores.clipped === 0n ? 0n : highestLevel(policy, holdings, scores, top);
  return least(proportional, [level, full, givesWay].reduce(most));
}

/** The limit, if the score would give more at the level. Caps add up to what fits an account, the last one counts for less. */
export function clippedAt(policy: Policy, holdings: Holdings, scores: Scores, share: Share): Limit | undefined {
  const { score, cap } = share;
  const limit = limitOf(policy, holdings, cap);
  if (scores.total === 0n) return undefined;
  if ((levelLamports(policy, holdings, scores) * score) / scores.total <= limit) return undefined;
  const isCap = limit < limitOf(policy, holdings, U64_MAX);
  return isCap
    ? { kind: "cap", amount: least(cap, U64_MAX - scores.clippedCaps) }
    : { kind: "share", amount: policy.maxValidatorShare };
}

/** The highest limits, with one more that binds. */
export function withTop(top: Top, kind: Limit["kind"], { score, cap }: Pick<Share, "score" | "cap">): Top {
  if (kind === "share") return { ...top, shareScore: top.shareScore ? least(top.shareScore, score) : score };
  const isHigher = !top.cap || cap * top.cap.score >= top.cap.lamports * score;
  return isHigher ? { ...top, cap: { lamports: cap, score } } : top;
}

/** What those have together whose limit binds, at today's holdings. */
function allLimits({ clippedShare, clippedCaps }: Scores, { reserve, staked, queued }: Holdings): bigint {
  return least(clippedCaps + floorDiv(over(reserve + staked, queued), clippedShare, BPS), U64_MAX);
}

export function targetOf(policy: Policy, holdings: Holdings, scores: Scores, share: Share): bigint {
  return targetsOf(policy, holdings, scores, share).target;
}

/** The target, and what it is before each gives its part of what is lacking. */
function targetsOf(
  policy: Policy,
  holdings: Holdings,
  scores: Scores,
  { score, cap, limit }: Share,
): { target: bigint; uncut: bigint } {
  if (score === 0n) return { target: 0n, uncut: 0n };
  const largest = limitOf(policy, holdings, cap);
  const all = stakeable(policy, holdings);
  const full = filled(policy, holdings, scores);
  // Where less is left than all would have at the level, each gives its part of what is lacking.
  const isShort = scores.clipped > 0n && full > all;
  const goal = goalOf(policy, holdings, scores, { score, limit, isShort });
  return { target: least(largest, isShort ? floorDiv(goal, all, full) : goal), uncut: least(largest, goal) };
}

function goalOf(
  policy: Policy,
  holdings: Holdings,
  scores: Scores,
  { score, limit, isShort }: { score: bigint; limit: Limit | undefined; isShort: boolean },
): bigint {
  const { reserve, staked, queued } = holdings;
  if (limit?.kind === "cap") return limit.amount;
  if (limit) return floorDiv(over(reserve + staked, queued), limit.amount, BPS);
  if (isShort) return least((levelLamports(policy, holdings, scores) * score) / scores.total, U64_MAX);
  const open = over(stakeable(policy, holdings), allLimits(scores, holdings));
  return floorDiv(open, score, scores.total - scores.clipped);
}

/** What tickets wait for that may be served now, and is not on its way. */
export function shortfallOf({ servable, reserve, cooling }: Holdings): bigint {
  return over(servable, reserve + cooling);
}

/** What tickets take back of `whole` lamports that were delegated in this epoch: all where the rest could not live alone. */
export function recallOf(holdings: Holdings, whole: bigint, smallest: bigint): bigint {
  const needed = least(shortfallOf(holdings), whole);
  return needed > 0n && whole - needed < smallest ? whole : needed;
}

/** What goes to the validator; refuses with the rule that binds. `smallest` is the least worth an account. */
export function delegation(policy: Policy, holdings: Holdings, scores: Scores, share: Share, smallest: bigint): bigint {
  const missing = over(targetOf(policy, holdings, scores, share), share.stake);
  const spare = over(holdings.reserve, kept(policy, holdings));
  if (missing === 0n) refuse("AtTarget");
  if (spare === 0n) refuse("ReserveNeeded");
  // Many validators that each lack less than the smallest amount: who is asked first gets that, if its limit lets it.
  const room = least(over(limitOf(policy, holdings, share.cap), share.stake), spare);
  if (room < smallest) refuse("BelowMinimumDelegation");
  return most(least(missing, spare), smallest);
}

/**
 * What is taken from an account with `whole` lamports of stake, or the rule that binds. Tickets come first, without limit,
 * rounded up to the `smallest` delegation, and to the whole where less than that would stay. Where no more is missing than what
 * is `unmovable`, a validator gives from below its target. The rest waits for the moving part, and leaves what the score alone gives;
 * what is lacking while the level has not fallen yet is for tickets alone. The tolerance is a part of what is left.
 */
export function deactivation(
  policy: Policy,
  holdings: Holdings,
  scores: Scores,
  share: Share,
  { whole, smallest, unmovable }: { whole: bigint; smallest: bigint; unmovable: bigint },
): bigint | RefusalName {
  // Tickets that may not be served yet move nothing.
  const served = { ...holdings, queued: holdings.servable };
  const { target: wanted, uncut } = targetsOf(policy, served, scores, share);
  let surplus = least(over(share.stake, wanted), whole);
  if (surplus === 0n && shortfallOf(holdings) <= unmovable) {
    const lower = targetOf(policy, { ...holdings, queued: holdings.servable + unmovable }, scores, share);
    surplus = least(least(over(share.stake, lower), whole), shortfallOf(holdings));
  }
  const forTickets = least(shortfallOf(holdings), surplus);
  const bare = { total: scores.total, clipped: 0n, clippedShare: 0n, clippedCaps: 0n, level: 0n };
  const fair = targetOf(policy, served, bare, { ...share, limit: undefined });
  // Where no limit binds both are the same.
  const left = scores.clipped > 0n ? most(fair, uncut) : wanted;
  if (scores.clipped > 0n) surplus = most(forTickets, least(surplus, least(over(share.stake, left), whole)));
  const drift = surplus - forTickets;
  const tolerated = drift <= floorDiv(left, TOLERANCE, BPS);
  if (forTickets === 0n && tolerated) return "AtTarget";
  if (forTickets === 0n && !holdings.moving) return "OutsideMovingPart";
  const budget = over(floorDiv(holdings.staked, policy.maxMove, BPS), holdings.moved);
  const forBalance = tolerated || !holdings.moving ? 0n : least(drift, budget);
  let amount = forTickets + forBalance;
  const binding = amount < surplus ? "MoveLimitReached" : "BelowMinimumDelegation";
  if (forTickets > 0n) amount = most(amount, smallest);
  if (amount < whole && whole - amount < smallest) {
    // What stays could not live alone: for a ticket all of it goes, otherwise less.
    amount = forTickets > 0n ? whole : least(amount, over(whole, smallest));
  }
  amount = least(amount, whole);
  return amount === whole || amount >= smallest ? amount : binding;
}
