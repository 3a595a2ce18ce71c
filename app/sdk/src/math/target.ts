import { ceilOf, floorOf } from "./fee";
import { mulDivFloor } from "./mulDiv";
import { max, min, minus, plus, saturatingMinus, WHOLE_BPS } from "./units";

/** Rebalancing lets a validator be over its target by this part of it, in basis points. */
export const REBALANCE_TOLERANCE = 10;

/** The pool's delegation policy, in basis points. */
export interface Policy {
  /** Part of everything held that stays in the reserve. */
  reserveBuffer: number;
  /** Largest part of everything held that one validator may have. */
  maxValidatorShare: number;
  /** Largest part of all stake that rebalancing may deactivate in one epoch. Tickets are not bound by it. */
  maxMove: number;
  /** The last part of an epoch, in which stake is rebalanced and tickets of the same epoch are served. */
  movingPart: number;
}

/** What the pool holds and owes, in accounted lamports. */
export interface Holdings {
  reserve: bigint;
  /** In stake accounts, cooling down or not. */
  staked: bigint;
  /** The part of `staked` that is being deactivated. */
  cooling: bigint;
  /** The most that the tickets in the queue can claim. */
  queued: bigint;
  /** The most that those can claim for which stake may be deactivated now. */
  servable: bigint;
  /** Already deactivated by rebalancing in this epoch. */
  moved: bigint;
  /** Whether the epoch's moving part has begun. */
  moving: boolean;
}

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
}

/**
 * A limit that binds, as it was counted in {@link Scores}: the pool's largest share of what stays when the tickets are paid, in basis
 * points, or the validator's own cap, in lamports. A share follows what the pool holds, so that SOL which comes or leaves after the
 * counting changes nobody's part of it.
 */
export type Limit = { share: number; cap?: undefined } | { cap: bigint; share?: undefined };

/** One validator's part in them. */
export interface Share {
  score: number;
  /** The most it may have, whatever its score says, in lamports. */
  cap: bigint;
  /** Its limit, if it is counted among those whose limit binds. */
  clipped: Limit | undefined;
  /** Lamports in the validator's stake accounts that are not being deactivated. */
  stake: bigint;
}

/** What stake is deactivated from. */
export interface Source {
  /** The delegation of the account, in lamports. */
  whole: bigint;
  /** The smallest delegation that the stake program accepts, in lamports. */
  least: bigint;
  /** The most of the pool's stake that nobody can deactivate: rents of all stake accounts, and what is stuck; in lamports. */
  unmovable: bigint;
}

/** The rule that binds when nothing moves. */
export type Binding = "AtTarget" | "ReserveNeeded" | "BelowMinimum" | "MoveLimit" | "NotMoving";

/** Lamports to move, or the rule that stops it. */
export type Decision = { lamports: bigint; binding?: undefined } | { lamports?: undefined; binding: Binding };

/** Everything held, delegated or not. */
export function held(holdings: Holdings): bigint {
  return plus(holdings.reserve, holdings.staked);
}

/** What the tickets wait for that may be served now: not in the reserve, and not on its way there. */
export function shortfall(holdings: Holdings): bigint {
  return saturatingMinus(holdings.servable, plus(holdings.reserve, holdings.cooling));
}

/**
 * What tickets take back of stake that was delegated in this epoch, with `whole` lamports: it has earned nothing yet. All of
 * it where the rest could not live in an account of its own.
 */
export function recall(holdings: Holdings, { whole, least }: { whole: bigint; least: bigint }): bigint {
  const needed = min(shortfall(holdings), whole);
  return needed > 0n && whole - needed < least ? whole : needed;
}

/** What stays in the reserve: the tickets' claim and the buffer. */
export function keep(policy: Policy, holdings: Holdings): bigint {
  return plus(holdings.queued, ceilOf(policy.reserveBuffer, held(holdings)));
}

/** What stays when the tickets are paid. */
export function stays(holdings: Holdings): bigint {
  return saturatingMinus(held(holdings), holdings.queued);
}

/** The most that a validator may have: its own cap, and `maxValidatorShare` of what stays when the tickets are paid; floored. */
export function limit({ maxValidatorShare }: Policy, holdings: Holdings, share: Share): bigint {
  return min(share.cap, floorOf(maxValidatorShare, stays(holdings)));
}

/**
 * The most that a validator may have with stake that is deposited. The pool keeps `staying` when the tickets are paid, and had
 * `settled` at its last update, both with what is deposited: SOL that came since may leave again. Where the largest share is all of
 * the pool, only the validator's own cap binds.
 */
export function limitOfDeposit({ maxValidatorShare }: Policy, staying: bigint, settled: bigint, share: Share): bigint {
  const lasting = maxValidatorShare === WHOLE_BPS ? staying : min(staying, settled);
  return min(share.cap, floorOf(maxValidatorShare, lasting));
}

/**
 * A validator's target: its score's part of what can be staked, floored, never over its limit. What the limits keep from
 * some goes to the others: `scores` says how much that is, as of the last {@link clip} of each.
 */
export function target(policy: Policy, holdings: Holdings, scores: Scores, share: Share): bigint {
  if (share.score === 0) return 0n;
  const most = limit(policy, holdings, share);
  if (share.clipped === undefined) return min(byScore(policy, holdings, scores, share), most);
  const counted = share.clipped.cap ?? floorOf(share.clipped.share, stays(holdings));
  // Caps may be more than what is left since they were counted: then each gives its part.
  const [all, left] = [limits(scores, stays(holdings)), stakeable(policy, holdings)];
  return min(most, all <= left ? counted : mulDivFloor(counted, left, all));
}

/**
 * What a validator's score alone would give it, up to its limit. What the others cannot take is not in it, so it is never over the
 * target where the limits that bind are counted right.
 */
function leastTarget(policy: Policy, holdings: Holdings, { total }: Scores, share: Share): bigint {
  const unclipped = { total, clipped: 0n, clippedShare: 0n, clippedCaps: 0n };
  return target(policy, holdings, unclipped, { ...share, clipped: undefined });
}

/** The limits that bind, where so much stays when the tickets are paid; never less than the sum of each. */
function limits({ clippedShare, clippedCaps }: Scores, staying: bigint): bigint {
  return plus(clippedCaps, mulDivFloor(staying, clippedShare, BigInt(WHOLE_BPS)));
}

/** What can be staked: all but what stays in the reserve. */
function stakeable(policy: Policy, holdings: Holdings): bigint {
  return saturatingMinus(held(holdings), keep(policy, holdings));
}

/** Whether a validator's limit binds, and the sums with that: at every look at a validator. */
export function clip(
  policy: Policy,
  holdings: Holdings,
  scores: Scores,
  share: Share,
): { clipped: Limit | undefined; scores: Scores } {
  const others = withoutShare(scores, share);
  const most = limit(policy, holdings, share);
  if (share.score === 0 || byScore(policy, holdings, others, share) <= most) {
    return { clipped: undefined, scores: others };
  }
  const { maxValidatorShare } = policy;
  const isCapped = share.cap < floorOf(maxValidatorShare, stays(holdings));
  const clipped: Limit = isCapped ? { cap: most } : { share: maxValidatorShare };
  return { clipped, scores: withLimit(others, share.score, clipped, plus) };
}

/** The sums with what a limit adds to them, or without. */
function withLimit(scores: Scores, score: number, limit: Limit, change: typeof plus): Scores {
  return {
    ...scores,
    clipped: change(scores.clipped, BigInt(score)),
    clippedShare: change(scores.clippedShare, BigInt(limit.share ?? 0)),
    clippedCaps: change(scores.clippedCaps, limit.cap ?? 0n),
  };
}

/** The sums without what the limit of `share` adds to them. */
export function withoutShare(scores: Scores, { score, clipped }: Share): Scores {
  return clipped === undefined ? scores : withLimit(scores, score, clipped, minus);
}

/** The part that a score has in what the limits leave. */
function byScore(policy: Policy, holdings: Holdings, scores: Scores, share: Share): bigint {
  const open = saturatingMinus(stakeable(policy, holdings), limits(scores, stays(holdings)));
  return mulDivFloor(open, BigInt(share.score), minus(scores.total, scores.clipped));
}

/**
 * Lamports of the reserve to delegate to a validator; `least` is the smallest amount worth an account. Where less is missing it is
 * `least` as far as the limit lets it: what many validators lack by less than that each would idle otherwise.
 */
export function decideDelegation(
  policy: Policy,
  holdings: Holdings,
  scores: Scores,
  share: Share,
  least: bigint,
): Decision {
  const missing = saturatingMinus(target(policy, holdings, scores, share), share.stake);
  const spare = saturatingMinus(holdings.reserve, keep(policy, holdings));
  const room = min(saturatingMinus(limit(policy, holdings, share), share.stake), spare);
  if (missing === 0n) return { binding: "AtTarget" };
  if (spare === 0n) return { binding: "ReserveNeeded" };
  return room < least ? { binding: "BelowMinimum" } : { lamports: max(min(missing, spare), least) };
}

/** What rebalancing may still deactivate in this epoch. */
export function moveBudget(policy: Policy, holdings: Holdings): bigint {
  return saturatingMinus(floorOf(policy.maxMove, holdings.staked), holdings.moved);
}

/**
 * Lamports to deactivate at a validator over its target. What tickets wait for comes first, unbound by `maxMove`, and where no
 * more is missing than what nobody can deactivate, from below the target too; rebalancing happens in the moving part only, and leaves
 * what a score alone would give, too.
 */
export function decideDeactivation(
  policy: Policy,
  holdings: Holdings,
  scores: Scores,
  share: Share,
  { whole, least, unmovable }: Source,
): Decision {
  // Only tickets that may be served now lower the target: no other order moves any stake.
  const owed = { ...holdings, queued: holdings.servable };
  const over = (goal: bigint): bigint => min(saturatingMinus(share.stake, goal), whole);
  const wanted = target(policy, owed, scores, share);
  const missing = shortfall(holdings);
  let surplus = over(wanted);
  if (surplus === 0n && missing <= unmovable) {
    const queued = plus(owed.queued, unmovable);
    surplus = min(over(target(policy, { ...owed, queued }, scores, share)), missing);
  }
  const needed = min(missing, surplus);
  if (scores.clipped !== 0n) {
    surplus = min(surplus, max(over(leastTarget(policy, owed, scores, share)), needed));
  }
  const drift = minus(surplus, needed);
  // Rewards alone make stakes drift apart: dust is not worth a transient account that a ticket may need.
  const tolerated = drift <= floorOf(REBALANCE_TOLERANCE, wanted);
  const rests = tolerated || !holdings.moving;
  if (needed === 0n && rests) return { binding: tolerated ? "AtTarget" : "NotMoving" };
  const extra = rests ? 0n : min(drift, moveBudget(policy, holdings));
  let amount = plus(needed, extra);
  const binding: Binding = amount < surplus ? "MoveLimit" : "BelowMinimum";

  if (needed > 0n) amount = max(amount, least);
  if (amount < whole && whole - amount < least) {
    // The rest could not live in an account of its own.
    amount = needed === 0n ? min(saturatingMinus(whole, least), amount) : whole;
  }
  amount = min(amount, whole);
  return amount === whole || amount >= least ? { lamports: amount } : { binding };
}
