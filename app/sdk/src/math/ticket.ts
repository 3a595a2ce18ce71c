import { ceilOf, charge, ppbCeilOf } from "./fee";
import { mulDivFloor } from "./mulDiv";
import { lamportsFor, type Price } from "./price";
import type { Claims } from "./queue";
import { min, minus, plus, saturatingMinus } from "./units";

/** The least that is paid on a ticket for a part of it, in lamports. */
export const MIN_PART = 1_000_000n;

/** A ticket, or what is left of one. */
export interface Claim {
  tokens: bigint;
  /** What they were worth when ordered, in lamports. */
  ordered: bigint;
  /** The fee it was ordered at, in basis points. */
  fee: number;
}

/** A payment on a ticket. */
export interface Payment {
  /** Tokens that are burned. */
  tokens: bigint;
  /** The part of the value when ordered that they stand for. */
  ordered: bigint;
  /** What the owner gets. */
  net: bigint;
  /** Stays in the pool. */
  fee: bigint;
  /** What comes out of the release. */
  fromRelease: bigint;
}

/**
 * What the whole claim pays at the `bid` while `unreleased` lamports are being released: the lower of its value when ordered
 * and its value now, its share of what is being released included. Zero is an answer, not an error.
 */
export function pay(claim: Claim, bid: Price, unreleased: bigint): Payment {
  const { tokens, ordered } = claim;
  const now = lamportsFor(bid, tokens);
  const released: Price = { total: plus(bid.total, unreleased), supply: bid.supply };
  const gross = min(lamportsFor(released, tokens), ordered);
  const fromRelease = min(saturatingMinus(gross, now), unreleased);
  const { net, fee } = charge(min(gross, plus(now, fromRelease)), claim.fee);
  return { tokens, ordered, net, fee, fromRelease };
}

/**
 * What `available` lamports pay: all of it, or a part (tokens floored first, then lamports), which is at least
 * {@link MIN_PART}. Undefined where the ticket has to wait.
 */
export function payFrom(claim: Claim, available: bigint, bid: Price, unreleased: bigint): Payment | undefined {
  const whole = pay(claim, bid, unreleased);
  if (whole.net <= available) return whole;
  if (available < MIN_PART) return undefined;
  const tokens = mulDivFloor(claim.tokens, available, whole.net);
  const ordered = mulDivFloor(claim.ordered, tokens, claim.tokens);
  const part = pay({ ...claim, tokens, ordered }, bid, unreleased);
  // Rounding can ask for a lamport or two more than there is: they stay in the pool.
  const net = min(part.net, available);
  if (tokens === 0n || net === 0n) return undefined;
  return { ...part, net, fee: plus(part.fee, part.net - net) };
}

/** What is left of the claim after a payment. */
export function afterPayment(claim: Claim, payment: Payment): Claim {
  return {
    tokens: minus(claim.tokens, payment.tokens),
    ordered: minus(claim.ordered, payment.ordered),
    fee: claim.fee,
  };
}

/** What the claim adds to the queue's sums. A payment takes off the difference between the sums before it and after it. */
export function sums(claim: Claim): Claims {
  return { tokens: claim.tokens, lamports: claim.ordered, fees: ceilOf(claim.fee, claim.ordered) };
}

/** Tokens that are left when all of the claim's stake idles for an epoch: all but the rate, ceiled. Rate in ppb. */
export function afterIdling(claim: Claim, rate: number): bigint {
  return minus(claim.tokens, min(ppbCeilOf(rate, claim.tokens), claim.tokens));
}
