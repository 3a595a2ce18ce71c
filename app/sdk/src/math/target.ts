import { ceilOf, floorOf } from "./fee";
import { filled, type Limit, limits, partAtLevel, type Room, type Scores } from "./level";
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

/** One validator's part in the delegation. */
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
 * some goes to the others: `scores` says how much that is, as of the last `clip` of each. Where less is left than what all would get at
 * the level of that time, each gives its part of what is lacking: so SOL that leaves moves no more of the others' stake than it was.
 */
export function target(policy: Policy, holdings: Holdings, scores: Scores, share: Share): bigint {
  return targets(policy, holdings, scores, share)[0];
}

/** The target, and what it would be if nothing were lacking. */
function targets(policy: Policy, holdings: Holdings, scores: Scores, share: Share): [cut: bigint, uncut: bigint] {
  if (share.score === 0) return [0n, 0n];
  const staying = stays(holdings);
  const left = stakeable(policy, holdings);
  const all = limits(scores, staying);
  const full = filled(scores, all, left);
  const score = BigInt(share.score);
  const isShort = scores.clipped !== 0n && full > left;
  let goal: bigint;
  if (share.clipped) goal = share.clipped.cap ?? floorOf(share.clipped.share, staying);
  else if (isShort) goal = partAtLevel(scores, score, left);
  else goal = mulDivFloor(saturatingMinus(left, all), score, minus(scores.total, scores.clipped));
  const most = limit(policy, holdings, share);
  return [min(isShort ? mulDivFloor(goal, left, full) : goal, most), min(goal, most)];
}

/** What limits are judged by: the same for all validators of one look. */
export function room(policy: Policy, holdings: Holdings): Room {
  const part = policy.maxValidatorShare;
  const staying = stays(holdings);
  return { stays: staying, stakeable: stakeable(policy, holdings), part, largestShare: floorOf(part, staying) };
}

/** What can be staked: all but what stays in the reserve. */
function stakeable(policy: Policy, holdings: Holdings): bigint {
  return saturatingMinus(held(holdings), keep(policy, holdings));
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
  const most = min(saturatingMinus(limit(policy, holdings, share), share.stake), spare);
  if (missing === 0n) return { binding: "AtTarget" };
  if (spare === 0n) return { binding: "ReserveNeeded" };
  return most < least ? { binding: "BelowMinimum" } : { lamports: max(min(missing, spare), least) };
}

/** What rebalancing may still deactivate in this epoch. */
export function moveBudget(policy: Policy, holdings: Holdings): bigint {
  return saturatingMinus(floorOf(policy.maxMove, holdings.staked), holdings.moved);
}

/**
 * Lamports to deactivate at a validator over its target. What tickets wait for comes first, unbound by `maxMove`, and where no
 * more is missing than what nobody can deactivate, from below the target too; rebalancing happens in the moving part only, leaves what
 * a score alone would give, too, and does not cut targets by what is lacking while the level has not fallen yet, nor what is tolerated
 * over them.
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
  const [wanted, uncut] = targets(policy, owed, scores, share);
  const missing = shortfall(holdings);
  let surplus = over(wanted);
  if (surplus === 0n && missing <= unmovable) {
    const queued = plus(owed.queued, unmovable);
    surplus = min(over(target(policy, { ...owed, queued }, scores, share)), missing);
  }
  const needed = min(missing, surplus);
  let left = wanted;
  if (scores.clipped !== 0n) {
    // What its score alone would give it, up to its limit: what the others cannot take is not in that.
    const bare = { ...scores, clipped: 0n, clippedShare: 0n, clippedCaps: 0n };
    left = max(target(policy, owed, bare, { ...share, clipped: undefined }), uncut);
    surplus = min(surplus, max(over(left), needed));
  }
  const drift = minus(surplus, needed);
  // Rewards alone make stakes drift apart: dust is not worth a transient account that a ticket may need.
  const tolerated = drift <= floorOf(REBALANCE_TOLERANCE, left);
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
