// What validators take of SOL that comes in. What finds no place idles for an epoch, and must not share the rewards of those who came
// before.
import { Taking } from "../accounts/validatorList";
import { ceilOf } from "./fee";
import { busyShare } from "./idle";
import type { Scores } from "./level";
import { mulDivCeil } from "./mulDiv";
import type { Share } from "./target";
import { max, min, saturatingMinus, U64_MAX, WHOLE_BPS, WHOLE_PPB } from "./units";

/** What validators take in an epoch, as each was found at its first look or given another score since. */
export interface Intake {
  /** The most that those can have who take no more than so much: their caps, or what they have; in lamports. */
  lamports: bigint;
  /** How many have no cap: they follow the largest share. */
  uncapped: number;
  /** How many have a cap over the largest share: they follow that up to their cap. */
  capped: bigint;
  /** The lowest of these caps, in lamports. */
  lowestCap: bigint;
  /** The part of scores whose validators are busy, in parts per billion. */
  busy: number;
}

/** Nobody has been looked at. */
export const NO_INTAKE: Intake = { lamports: 0n, uncapped: 0, capped: 0n, lowestCap: 0n, busy: 0 };

const U32_MAX = 0xffff_ffff;

/** What a validator takes that is not busy; `largestShare` is the pool's, in lamports. */
export function takingOf({ score, cap, stake }: Share, largestShare: bigint): Taking {
  if (score === 0) return Taking.Nothing;
  if (cap <= largestShare && cap !== U64_MAX) return Taking.Cap;
  // Far over the largest share it takes nothing until that has grown as far: over it without a 64th of its stake, too.
  if (cap <= stake || stake - stake / 64n > largestShare) return Taking.Nothing;
  return cap === U64_MAX ? Taking.Share : Taking.ShareToCap;
}

/** The most that one can have which takes no more than that, in lamports; of one that takes a share, nothing. */
function mostOf(taking: Taking, cap: bigint, stake: bigint): bigint {
  if (taking < Taking.Cap) return 0n;
  return taking === Taking.Cap ? max(cap, stake) : stake;
}

/**
 * The intake with a validator, as what {@link takingOf} says; the pool's largest share now is `largestShare` lamports. All sums stay at
 * the most that the pool can note.
 */
export function noted(intake: Intake, share: Share, largestShare: bigint): Intake {
  const { cap, stake } = share;
  const taking = takingOf(share, largestShare);
  switch (taking) {
    case Taking.Share:
      return { ...intake, uncapped: Math.min(intake.uncapped + 1, U32_MAX) };
    case Taking.ShareToCap: {
      const lowestCap = intake.capped === 0n ? cap : min(intake.lowestCap, cap);
      return { ...intake, lowestCap, capped: min(intake.capped + 1n, U64_MAX) };
    }
    default:
      return keeping(intake, mostOf(taking, cap, stake));
  }
}

function keeping(intake: Intake, most: bigint): Intake {
  return { ...intake, lamports: min(intake.lamports + most, U64_MAX) };
}

/** The intake without one that was noted so. Of others with a cap the lowest stays, so that they count for no more than they take. */
export function takenOff(intake: Intake, taking: Taking, { cap, stake }: Share): Intake {
  switch (taking) {
    case Taking.Share:
      return { ...intake, uncapped: Math.max(intake.uncapped - 1, 0) };
    case Taking.ShareToCap:
      return { ...intake, capped: saturatingMinus(intake.capped, 1n) };
    default:
      return { ...intake, lamports: saturatingMinus(intake.lamports, mostOf(taking, cap, stake)) };
  }
}

/** The intake once stake has come to a validator that was noted so, or has left it, in lamports; the share is that of after. */
export function followed(intake: Intake, taking: Taking, { cap, stake }: Share, came: bigint, left: bigint): Intake {
  const before = saturatingMinus(min(stake + left, U64_MAX), came);
  const after = keeping(intake, mostOf(taking, cap, stake));
  return { ...after, lamports: saturatingMinus(after.lamports, mostOf(taking, cap, before)) };
}

/**
 * The intake once a validator that was noted so has become busy. It keeps what it has, and SOL that would go to it idles; one whose limit
 * binds gets none anyway, and its score is none of those that do.
 */
export function turnedBusy(intake: Intake, taking: Taking, share: Share, scores: Scores): Intake {
  const score = share.clipped ? 0 : share.score;
  return {
    ...keeping(takenOff(intake, taking, share), share.stake),
    busy: busyShare(intake.busy, score, saturatingMinus(scores.total, scores.clipped)),
  };
}

/**
 * The part of the SOL that is `deposited`, in lamports, which idles beyond what the `buffer` keeps back, in a pool that `stays` with so
 * much, the deposit included, and gives nobody more than `part`, both in basis points; in parts per billion, ceiled. It is what is over
 * all that validators take, or what the busy ones would get where that is more.
 */
export function idleShare(
  { lamports, uncapped, capped, lowestCap, busy }: Intake,
  stays: bigint,
  deposited: bigint,
  buffer: number,
  part: number,
): number {
  // Those with a cap over the largest share follow that, until it has grown to the lowest cap.
  const follow = ceilOf(part, stays) > lowestCap ? 0n : capped;
  // Of each lamport that comes no more idles than what shares and buffer leave.
  const rest = Math.max(WHOLE_BPS - buffer - (uncapped + Number(follow)) * part, 0);
  const over = min(saturatingMinus(ceilOf(rest, stays), lamports + (capped - follow) * lowestCap), deposited);
  const idle = Number(mulDivCeil(over, BigInt(WHOLE_PPB), deposited || 1n));
  return Math.max(Math.min(idle, rest * (WHOLE_PPB / WHOLE_BPS)), busy);
}
