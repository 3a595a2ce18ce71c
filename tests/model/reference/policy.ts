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
  clippedLamports: bigint;
}

export interface Share {
  score: bigint;
  cap: bigint;
  /** Its limit, while that is known to bind. */
  limit: bigint | undefined;
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
): bigint | undefined {
  const limit = limitOf(policy, holdings, cap);
  const sum = others.total - others.clipped;
  if (sum === 0n) return undefined;
  const open = over(stakeable(policy, holdings), others.clippedLamports);
  return floorDiv(open, score, sum) > limit ? limit : undefined;
}

export function targetOf(policy: Policy, holdings: Holdings, scores: Scores, { score, cap, limit }: Share): bigint {
  if (score === 0n) return 0n;
  const largest = limitOf(policy, holdings, cap);
  if (limit !== undefined) {
    // What the others have is what the sum of limits left them, as they were then.
    const highest = least(largest, limit);
    // Where tickets leave less than all limits that bind, each gives its part.
    const left = stakeable(policy, holdings);
    if (scores.clippedLamports <= left) return highest;
    return least(highest, floorDiv(highest, left, scores.clippedLamports));
  }
  const open = over(stakeable(policy, holdings), scores.clippedLamports);
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
  const amount = least(missing, spare);
  if (amount < smallest) refuse("BelowMinimumDelegation");
  return amount;
}

/**
 * What is taken from an account with `whole` lamports of stake, or the rule that binds. Tickets come first, without limit,
 * rounded up to the `smallest` delegation, and to the whole where less than that would stay. Where no more is missing than the
 * `rents` of the stake accounts, a validator gives from below its target. The rest waits for the moving part.
 */
export function deactivation(
  policy: Policy,
  holdings: Holdings,
  scores: Scores,
  share: Share,
  { whole, smallest, rents }: { whole: bigint; smallest: bigint; rents: bigint },
): bigint | RefusalName {
  // Tickets that may not be served yet move nothing.
  const wanted = targetOf(policy, { ...holdings, queued: holdings.servable }, scores, share);
  let surplus = least(over(share.stake, wanted), whole);
  if (surplus === 0n && shortfallOf(holdings) <= rents) {
    const lower = targetOf(policy, { ...holdings, queued: holdings.servable + rents }, scores, share);
    surplus = least(least(over(share.stake, lower), whole), shortfallOf(holdings));
  }
  const forTickets = least(shortfallOf(holdings), surplus);
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
