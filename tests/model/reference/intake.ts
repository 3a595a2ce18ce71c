// What validators take of SOL that comes in, from the documentation: the rest idles for an epoch.

import { BPS, ceilDiv, least, most, PPB, positive } from "./numbers";

/** What an account has room for: nothing fails where more is added up. */
const MOST = 2n ** 64n - 1n;

/** What validators take in an epoch, as each was found at its first look. */
export interface ModelIntake {
  epoch: bigint;
  /** The most that those have who take no more than so much: their caps, or what they have. */
  lamports: bigint;
  /** Sum of the largest shares of the others, in basis points. */
  shares: bigint;
  /** The part of the scores that take SOL whose validators are busy, in parts per billion. */
  busy: bigint;
}

/** A validator that SOL may go to. */
export interface ModelTaker {
  score: bigint;
  cap: bigint;
  /** What it has. */
  stake: bigint;
  /** The largest share that one may have, in basis points and as lamports. */
  share: bigint;
  largest: bigint;
}

/** What of an epoch's intake is known. */
export function intakeIn(epoch: bigint, known: ModelIntake): ModelIntake {
  return known.epoch === epoch ? known : { epoch, lamports: 0n, shares: 0n, busy: 0n };
}

/** What one takes: a share of what comes, or what its cap leaves; without a score it stays as it is. */
function taken({ score, cap, stake, share, largest }: ModelTaker): { lamports: bigint; shares: bigint } {
  if (score > 0n && cap > largest) return { lamports: 0n, shares: share };
  return { lamports: score > 0n ? most(cap, stake) : stake, shares: 0n };
}

export function withTaker(intake: ModelIntake, taker: ModelTaker): ModelIntake {
  const { lamports, shares } = taken(taker);
  return { ...intake, lamports: least(intake.lamports + lamports, MOST), shares: intake.shares + shares };
}

/** Once one has become busy it keeps what it has. `score` is what it had of the `scores` that take SOL. */
export function withBusy(
  intake: ModelIntake,
  taker: ModelTaker,
  { score, scores }: { score: bigint; scores: bigint },
): ModelIntake {
  const { lamports, shares } = taken(taker);
  const rest = positive(intake.lamports - lamports);
  const part = scores === 0n ? 0n : ceilDiv(score, PPB, scores);
  return {
    epoch: intake.epoch,
    lamports: least(rest + taker.stake, MOST),
    shares: positive(intake.shares - shares),
    busy: least(intake.busy + part, PPB),
  };
}

/**
 * The part that idles of what is `deposited` in a pool that `stays` with so much, in parts per billion, ceiled: what is over all that
 * validators take and the buffer keeps, or what busy ones would get where that is more. Of no deposit it is the latter.
 */
export function idleShare(
  { lamports, shares, busy }: ModelIntake,
  { stays, deposited, buffer }: { stays: bigint; deposited: bigint; buffer: bigint },
): bigint {
  const rest = positive(BPS - shares - buffer);
  if (deposited === 0n || rest === 0n) return busy;
  const over = least(positive(ceilDiv(stays, rest, BPS) - lamports), deposited);
  // Of each lamport that comes no more idles than shares and buffer leave.
  return most(least(ceilDiv(over, PPB, deposited), (rest * PPB) / BPS), busy);
}
