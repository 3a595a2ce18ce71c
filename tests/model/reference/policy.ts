// How much stake a validator should have and what of the difference moves, from the documentation.

import { ceilDiv, floorDiv } from "../../common";
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

/** The limit, if the score would give more of what the limits of the `others` leave. */
export function clippedAt(
  policy: Policy,
  holdings: Holdings,
  others: Scores,
  { score, cap }: Share,
): Limit | undefined {
  const limit = limitOf(policy, holdings, cap);
  const sum = others.total - others.clipped;
  if (sum === 0n) return undefined;
  const open = over(stakeable(policy, holdings), allLimits(others, holdings));
  if (floorDiv(open, score, sum) <= limit) return undefined;
  const isCap = limit < limitOf(policy, holdings, holdings.reserve + holdings.staked);
  return isCap ? { kind: "cap", amount: cap } : { kind: "share", amount: policy.maxValidatorShare };
}

/** What those have together whose limit binds, at today's holdings. */
function allLimits({ clippedShare, clippedCaps }: Scores, { reserve, staked, queued }: Holdings): bigint {
  return clippedCaps + floorDiv(over(reserve + staked, queued), clippedShare, BPS);
}

export function targetOf(policy: Policy, holdings: Holdings, scores: Scores, { score, cap, limit }: Share): bigint {
  if (score === 0n) return 0n;
  const largest = limitOf(policy, holdings, cap);
  if (limit !== undefined) {
    const { reserve, staked, queued } = holdings;
    const counted = limit.kind === "cap" ? limit.amount : floorDiv(over(reserve + staked, queued), limit.amount, BPS);
    // Where less is left than all limits that bind, each gives its part.
    const [all, left] = [allLimits(scores, holdings), stakeable(policy, holdings)];
    return least(largest, all <= left ? counted : floorDiv(counted, left, all));
  }
  const open = over(stakeable(policy, holdings), allLimits(scores, holdings));
  return least(floorDiv(open, score, scores.total - scores.clipped), largest);
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
 * is `unmovable`, a validator gives from below its target. The rest waits for the moving part, and leaves what the score alone gives.
 */
export function deactivation(
  policy: Policy,
  holdings: Holdings,
  scores: Scores,
  share: Share,
  { whole, smallest, unmovable }: { whole: bigint; smallest: bigint; unmovable: bigint },
): bigint | RefusalName {
  // Tickets that may not be served yet move nothing.
  const wanted = targetOf(policy, { ...holdings, queued: holdings.servable }, scores, share);
  let surplus = least(over(share.stake, wanted), whole);
  if (surplus === 0n && shortfallOf(holdings) <= unmovable) {
    const lower = targetOf(policy, { ...holdings, queued: holdings.servable + unmovable }, scores, share);
    surplus = least(least(over(share.stake, lower), whole), shortfallOf(holdings));
  }
  const forTickets = least(shortfallOf(holdings), surplus);
  const bare = { total: scores.total, clipped: 0n, clippedShare: 0n, clippedCaps: 0n };
  const fair = targetOf(policy, { ...holdings, queued: holdings.servable }, bare, { ...share, limit: undefined });
  const overFair = least(over(share.stake, fair), whole);
  // Where no limit binds both are the same.
  if (scores.clipped > 0n) surplus = most(forTickets, least(surplus, overFair));
  const drift = surplus - forTickets;
  const tolerated = drift <= floorDiv(wanted, TOLERANCE, BPS);
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
