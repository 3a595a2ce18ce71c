// What validators take of SOL that comes in. What finds no place idles for an epoch, and must not share the rewards of those who came
// before.
import { ceilOf } from "./fee";
import { busyShare } from "./idle";
import type { Scores } from "./level";
import { mulDivCeil } from "./mulDiv";
import type { Share } from "./target";
import { max, min, saturatingMinus, U64_MAX, WHOLE_BPS, WHOLE_PPB } from "./units";

/** What validators take in an epoch, as each was found at its first look. */
export interface Intake {
  /** The most that those can have who take no more than so much: their caps, or what they have; in lamports. */
  lamports: bigint;
  /** Sum of the largest shares of the others, in basis points. */
  shares: number;
  /** The part of scores whose validators are busy, in parts per billion. */
  busy: number;
}

/** Nobody has been looked at. */
export const NO_INTAKE: Intake = { lamports: 0n, shares: 0, busy: 0 };

const U32_MAX = 0xffff_ffff;

/**
 * The intake with a validator that may have up to `limit` lamports, which is its cap or the pool's largest share, `part`, in basis points.
 * One without a score keeps what it has. Both sums stay at the most that the pool can note.
 */
export function noted(intake: Intake, { score, cap, stake }: Share, limit: bigint, part: number): Intake {
  if (score !== 0 && cap > limit) return { ...intake, shares: Math.min(intake.shares + part, U32_MAX) };
  return withMost(intake, score === 0 ? stake : max(cap, stake));
}

function withMost(intake: Intake, most: bigint): Intake {
  return { ...intake, lamports: min(intake.lamports + most, U64_MAX) };
}

/**
 * The intake once a validator that was noted has become busy, by the same `limit` and `part`. It keeps what it has, and SOL that would go
 * to it idles; one whose limit binds gets none anyway, and its score is none of those that do.
 */
export function turnedBusy(intake: Intake, share: Share, limit: bigint, part: number, scores: Scores): Intake {
  const before = noted(NO_INTAKE, share, limit, part);
  const lamports = saturatingMinus(intake.lamports, before.lamports);
  const score = share.clipped ? 0 : share.score;
  return {
    ...withMost({ ...intake, lamports }, share.stake),
    shares: Math.max(intake.shares - before.shares, 0),
    busy: busyShare(intake.busy, score, saturatingMinus(scores.total, scores.clipped)),
  };
}

/**
 * The part of the SOL that is `deposited`, in lamports, which idles beyond what the `buffer` keeps back, in basis points, in a pool that
 * `stays` with so much, the deposit included; in parts per billion, ceiled. It is what is over all that validators take, or what the busy
 * ones would get where that is more.
 */
export function idleShare(
  { lamports, shares, busy }: Intake,
  stays: bigint,
  deposited: bigint,
  buffer: number,
): number {
  // Of each lamport that comes no more idles than what shares and buffer leave.
  const rest = Math.max(WHOLE_BPS - shares - buffer, 0);
  const over = min(saturatingMinus(ceilOf(rest, stays), lamports), deposited);
  const part = Number(mulDivCeil(over, BigInt(WHOLE_PPB), deposited || 1n));
  return Math.max(Math.min(part, rest * (WHOLE_PPB / WHOLE_BPS)), busy);
}
