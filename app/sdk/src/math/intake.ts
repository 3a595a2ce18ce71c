// What validators take of SOL that comes in. What finds no place idles for an epoch, and must not share the rewards of those who came
// before.
import { Taking } from "../accounts/validatorList";
import { ceilOf } from "./fee";
import { busyShare } from "./idle";
import type { Scores } from "./level";
import { mulDivCeil } from "./mulDiv";
import type { Share } from "./target";
import { min, saturatingMinus, U64_MAX, WHOLE_BPS, WHOLE_PPB } from "./units";

/** What validators take in an epoch, as each was found at its first look or given another score since. */
export interface Intake {
  /** The most that those can have who take no more than so much: their caps, or what they have; in lamports. */
  lamports: bigint;
  /** Sum of the largest shares of those without a cap, in basis points. */
  shares: number;
  /** How many have a cap over the largest share: they follow that up to their cap. */
  capped: bigint;
  /** The lowest of these caps, in lamports. */
  lowestCap: bigint;
  /** The part of scores whose validators are busy, in parts per billion. */
  busy: number;
}

/** Nobody has been looked at. */
export const NO_INTAKE: Intake = { lamports: 0n, shares: 0, capped: 0n, lowestCap: 0n, busy: 0 };

const U32_MAX = 0xffff_ffff;

/** What a validator takes that is not busy; `largestShare` is the pool's, in lamports. */
export function takingOf({ score, cap, stake }: Share, largestShare: bigint): Taking {
  if (score === 0) return Taking.Nothing;
  if (cap === U64_MAX) return Taking.Share;
  if (cap <= stake) return Taking.Nothing;
  return cap <= largestShare ? Taking.Cap : Taking.ShareToCap;
}

/**
 * The intake with a validator, as what {@link takingOf} says; `part` is the pool's largest share in basis points, which now is
 * `largestShare` lamports. All sums stay at the most that the pool can note.
 */
export function noted(intake: Intake, share: Share, largestShare: bigint, part: number): Intake {
  const { cap, stake } = share;
  switch (takingOf(share, largestShare)) {
    case Taking.Share:
      return { ...intake, shares: Math.min(intake.shares + part, U32_MAX) };
    case Taking.ShareToCap: {
      const lowestCap = intake.capped === 0n ? cap : min(intake.lowestCap, cap);
      return { ...intake, lowestCap, capped: min(intake.capped + 1n, U64_MAX) };
    }
    case Taking.Cap:
      return keeping(intake, cap);
    default:
      return keeping(intake, stake);
  }
}

function keeping(intake: Intake, most: bigint): Intake {
  return { ...intake, lamports: min(intake.lamports + most, U64_MAX) };
}

/** The intake without one that was noted so. Of others with a cap the lowest stays, so that they count for no more than they take. */
export function takenOff(intake: Intake, taking: Taking, { cap, stake }: Share, part: number): Intake {
  switch (taking) {
    case Taking.Unknown:
      return intake;
    case Taking.Share:
      return { ...intake, shares: Math.max(intake.shares - part, 0) };
    case Taking.ShareToCap:
      return { ...intake, capped: saturatingMinus(intake.capped, 1n) };
    default:
      return { ...intake, lamports: saturatingMinus(intake.lamports, taking === Taking.Cap ? cap : stake) };
  }
}

/**
 * The intake once a validator that was noted so has become busy. It keeps what it has, and SOL that would go to it idles; one whose limit
 * binds gets none anyway, and its score is none of those that do.
 */
export function turnedBusy(intake: Intake, taking: Taking, share: Share, part: number, scores: Scores): Intake {
  const score = share.clipped ? 0 : share.score;
  return {
    ...keeping(takenOff(intake, taking, share, part), share.stake),
    busy: busyShare(intake.busy, score, saturatingMinus(scores.total, scores.clipped)),
  };
}

/**
 * The part of the SOL that is `deposited`, in lamports, which idles beyond what the `buffer` keeps back, in a pool that `stays` with so
 * much, the deposit included, and gives nobody more than `part`, both in basis points; in parts per billion, ceiled. It is what is over
 * all that validators take, or what the busy ones would get where that is more.
 */
export function idleShare(
  { lamports, shares, capped, lowestCap, busy }: Intake,
  stays: bigint,
  deposited: bigint,
  buffer: number,
  part: number,
): number {
  // Those with a cap over the largest share follow that, until it has grown to the lowest cap.
  const follow = ceilOf(part, stays) > lowestCap ? 0n : capped;
  // Of each lamport that comes no more idles than what shares and buffer leave.
  const rest = Math.max(WHOLE_BPS - shares - buffer - Number(follow) * part, 0);
  const over = min(saturatingMinus(ceilOf(rest, stays), lamports + (capped - follow) * lowestCap), deposited);
  const idle = Number(mulDivCeil(over, BigInt(WHOLE_PPB), deposited || 1n));
  return Math.max(Math.min(idle, rest * (WHOLE_PPB / WHOLE_BPS)), busy);
}
