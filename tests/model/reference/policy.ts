// How much stake a validator should have and what of the difference moves, from the documentation.

import { ceilDiv, floorDiv } from "../../common";
import { least, most, over } from "../bigint";
import { type RefusalName, refuse } from "./refusal";

const BPS = 10_000n;
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
  /** Deactivated by rebalancing in this epoch. */
  moved: bigint;
}

export interface Share {
  score: bigint;
  totalScore: bigint;
  /** Lamports with the validator that stay. */
  stake: bigint;
}

/** What tickets and the buffer keep in the reserve. */
function kept({ reserveBuffer }: Policy, { reserve, staked, queued }: Holdings): bigint {
  return queued + ceilDiv(reserve + staked, reserveBuffer, BPS);
}

export function targetOf(policy: Policy, holdings: Holdings, { score, totalScore }: Share): bigint {
  if (score === 0n) return 0n;
  const held = holdings.reserve + holdings.staked;
  const byScore = floorDiv(over(held, kept(policy, holdings)), score, totalScore);
  return least(byScore, floorDiv(held, policy.maxValidatorShare, BPS));
}

/** What tickets wait for and is not on its way. */
export function shortfallOf({ queued, reserve, cooling }: Holdings): bigint {
  return over(queued, reserve + cooling);
}

/** What goes to the validator; refuses with the rule that binds. `smallest` is the least worth an account. */
export function delegation(policy: Policy, holdings: Holdings, share: Share, smallest: bigint): bigint {
  const missing = over(targetOf(policy, holdings, share), share.stake);
  const spare = over(holdings.reserve, kept(policy, holdings));
  if (missing === 0n) refuse("AtTarget");
  if (spare === 0n) refuse("ReserveNeeded");
  const amount = least(missing, spare);
  if (amount < smallest) refuse("BelowMinimumDelegation");
  return amount;
}

/**
 * What is taken from an account with `whole` lamports of stake, or the rule that binds. Tickets come first, without limit,
 * rounded up to the `smallest` delegation, and to the whole where less than that would stay.
 */
export function deactivation(
  policy: Policy,
  holdings: Holdings,
  share: Share,
  { whole, smallest }: { whole: bigint; smallest: bigint },
): bigint | RefusalName {
  const wanted = targetOf(policy, holdings, share);
  const surplus = least(over(share.stake, wanted), whole);
  const forTickets = least(shortfallOf(holdings), surplus);
  const drift = surplus - forTickets;
  const tolerated = drift <= floorDiv(wanted, TOLERANCE, BPS);
  if (forTickets === 0n && tolerated) return "AtTarget";
  const budget = over(floorDiv(holdings.staked, policy.maxMove, BPS), holdings.moved);
  const forBalance = tolerated ? 0n : least(drift, budget);
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
