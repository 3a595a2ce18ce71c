import { REBALANCE_TOLERANCE_BPS } from "../constants";
import { ceilOf, floorOf } from "./fee";
import { mulDivFloor } from "./mulDiv";
import { max, min, minus, plus, saturatingMinus } from "./units";

/** The pool's delegation policy, in basis points. */
export interface Policy {
  /** Part of everything held that stays in the reserve. */
  reserveBuffer: number;
  /** Largest part of everything held that one validator may have. */
  maxValidatorShare: number;
  /** Largest part of all stake that rebalancing may deactivate in one epoch. */
  maxMove: number;
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
  /** Already deactivated by rebalancing in this epoch. */
  moved: bigint;
}

/** A validator's part in it. */
export interface Share {
  score: number;
  totalScore: bigint;
  /** Lamports in the validator's stake accounts that are not being deactivated. */
  stake: bigint;
}

/** The rule that binds when nothing moves. */
export type Binding = "AtTarget" | "ReserveNeeded" | "BelowMinimum" | "MoveLimit";

/** Lamports to move, or the rule that stops it. */
export type Decision = { lamports: bigint; binding?: undefined } | { lamports?: undefined; binding: Binding };

/** Everything held, delegated or not. */
export function held(holdings: Holdings): bigint {
  return plus(holdings.reserve, holdings.staked);
}

/** What the tickets wait for: not in the reserve, and not on its way there. */
export function shortfall(holdings: Holdings): bigint {
  return saturatingMinus(holdings.queued, plus(holdings.reserve, holdings.cooling));
}

/** What stays in the reserve: the tickets' claim and the buffer. */
export function keep(policy: Policy, holdings: Holdings): bigint {
  return plus(holdings.queued, ceilOf(policy.reserveBuffer, held(holdings)));
}

/** A validator's target: its score's part of what can be staked, at most `maxValidatorShare` of all; floored. */
export function target(policy: Policy, holdings: Holdings, share: Share): bigint {
  if (share.score === 0) return 0n;
  const all = held(holdings);
  const stakeable = saturatingMinus(all, keep(policy, holdings));
  const byScore = mulDivFloor(stakeable, BigInt(share.score), share.totalScore);
  return min(byScore, floorOf(policy.maxValidatorShare, all));
}

/** Lamports of the reserve to delegate to a validator; `least` is the smallest amount worth an account. */
export function decideDelegation(policy: Policy, holdings: Holdings, share: Share, least: bigint): Decision {
  const missing = saturatingMinus(target(policy, holdings, share), share.stake);
  const spare = saturatingMinus(holdings.reserve, keep(policy, holdings));
  const lamports = min(missing, spare);
  if (missing === 0n) return { binding: "AtTarget" };
  if (spare === 0n) return { binding: "ReserveNeeded" };
  return lamports < least ? { binding: "BelowMinimum" } : { lamports };
}

/** What rebalancing may still deactivate in this epoch. */
export function moveBudget(policy: Policy, holdings: Holdings): bigint {
  return saturatingMinus(floorOf(policy.maxMove, holdings.staked), holdings.moved);
}

/**
 * Lamports to deactivate at a validator over its target. `whole` is the delegation of the account that it is taken from,
 * `least` the smallest delegation. What tickets wait for comes first, unbound by `maxMove`.
 */
export function decideDeactivation(
  policy: Policy,
  holdings: Holdings,
  share: Share,
  { whole, least }: { whole: bigint; least: bigint },
): Decision {
  const wanted = target(policy, holdings, share);
  const surplus = min(saturatingMinus(share.stake, wanted), whole);
  const needed = min(shortfall(holdings), surplus);
  const drift = minus(surplus, needed);
  // Rewards alone make stakes drift apart: dust is not worth a transient account that a ticket may need.
  const tolerated = drift <= floorOf(REBALANCE_TOLERANCE_BPS, wanted);
  if (needed === 0n && tolerated) return { binding: "AtTarget" };
  const extra = tolerated ? 0n : min(drift, moveBudget(policy, holdings));
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
