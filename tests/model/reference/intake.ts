// What validators take of SOL that comes in, from the documentation: the rest idles for an epoch.

import { BPS, ceilDiv, least, most, PPB, positive } from "./numbers";

/** What an account has room for: nothing fails where more is added up. It is also the cap of those that have none. */
const MOST = 2n ** 64n - 1n;

/**
 * What a validator takes: the largest share of what comes, the same until it has its cap, what its cap below that share leaves, or
 * nothing, and this because it is busy or for another reason.
 */
export type Taking = "share" | "shareToCap" | "cap" | "nothing" | "busy";

/** What validators take in an epoch, as each was found at its first look, or given another score since. */
export interface ModelIntake {
  epoch: bigint;
  /** The most that those have who take no more than so much: their caps below the largest share, or what they have. */
  lamports: bigint;
  /** How many have no cap. */
  uncapped: bigint;
  /** How many have a cap over the largest share, and the lowest that was seen of these caps. */
  capped: bigint;
  lowestCap: bigint;
  /** The part of the scores that take SOL whose validators are busy, in parts per billion. */
  busy: bigint;
}

/** A validator that SOL may go to. */
export interface ModelTaker {
  score: bigint;
  cap: bigint;
  /** What it has. */
  stake: bigint;
}

/** What is known before anybody was looked at. */
export function noIntake(epoch: bigint): ModelIntake {
  return { epoch, lamports: 0n, uncapped: 0n, capped: 0n, lowestCap: 0n, busy: 0n };
}

/** What of an epoch's intake is known. */
export function intakeIn(epoch: bigint, known: ModelIntake): ModelIntake {
  return known.epoch === epoch ? known : noIntake(epoch);
}

/** What one takes that is not busy; the largest share is so many lamports now. */
export function takingOf({ score, cap, stake }: ModelTaker, largest: bigint): Taking {
  if (score === 0n) return "nothing";
  if (cap < MOST && cap <= largest) return "cap";
  // A little more than the largest share, by a 64th of the stake, changes nothing.
  const isFull = stake >= cap || stake > largest + stake / 64n;
  if (isFull) return "nothing";
  return cap === MOST ? "share" : "shareToCap";
}

/** What one adds to the sums. Who takes nothing keeps what it has, and so does who has more than its cap. */
function partOf(taking: Taking, { cap, stake }: ModelTaker): { lamports: bigint; uncapped: bigint; capped: bigint } {
  const none = { lamports: 0n, uncapped: 0n, capped: 0n };
  if (taking === "share") return { ...none, uncapped: 1n };
  if (taking === "shareToCap") return { ...none, capped: 1n };
  return { ...none, lamports: taking === "cap" ? most(cap, stake) : stake };
}

export function withTaker(intake: ModelIntake, taking: Taking, taker: ModelTaker): ModelIntake {
  const { lamports, uncapped, capped } = partOf(taking, taker);
  const isFirst = intake.capped === 0n;
  return {
    ...intake,
    lamports: least(intake.lamports + lamports, MOST),
    uncapped: intake.uncapped + uncapped,
    capped: intake.capped + capped,
    lowestCap: capped === 0n ? intake.lowestCap : isFirst ? taker.cap : least(intake.lowestCap, taker.cap),
  };
}

/** What was noted of one comes off, where it has what it had then. Nobody knows the second lowest cap: the lowest stays. */
export function withoutTaker(intake: ModelIntake, taking: Taking, taker: ModelTaker): ModelIntake {
  const { lamports, uncapped, capped } = partOf(taking, taker);
  return {
    ...intake,
    lamports: positive(intake.lamports - lamports),
    uncapped: positive(intake.uncapped - uncapped),
    capped: positive(intake.capped - capped),
  };
}

/** More busy validators, which had `score` of the `scores` that take SOL. */
export function withBusy(intake: ModelIntake, { score, scores }: { score: bigint; scores: bigint }): ModelIntake {
  const part = scores === 0n ? 0n : ceilDiv(score, PPB, scores);
  return { ...intake, busy: least(intake.busy + part, PPB) };
}

/** Stake that came to a `taker`, which has it now; less than 0 for stake that left it. */
export function withStake(intake: ModelIntake, taking: Taking, taker: ModelTaker, lamports: bigint): ModelIntake {
  const was = partOf(taking, { ...taker, stake: positive(taker.stake - lamports) });
  const more = partOf(taking, taker).lamports - was.lamports;
  return { ...intake, lamports: positive(least(intake.lamports + more, MOST)) };
}

/** What a pool is that SOL comes to. */
export interface ModelRoom {
  /** What there will be with it, when those who leave are paid. */
  stays: bigint;
  deposited: bigint;
  /** What the reserve keeps, and the largest share of a validator, in basis points. */
  buffer: bigint;
  share: bigint;
}

/**
 * The part that idles of what is deposited, in parts per billion, ceiled: what is over all that validators take and the buffer keeps, or
 * what busy ones would get where that is more. Of no deposit it is the latter.
 */
export function idleShare(intake: ModelIntake, { stays, deposited, buffer, share }: ModelRoom): bigint {
  const { lamports, uncapped, capped, lowestCap, busy } = intake;
  if (deposited === 0n) return busy;
  // Those with a cap have their share, too, or all of them the lowest cap where that is less.
  const isShare = share * stays <= lowestCap * BPS;
  const rest = positive(BPS - buffer - share * (uncapped + (isShare ? capped : 0n)));
  const taken = lamports + (isShare ? 0n : capped * lowestCap);
  const over = least(positive(ceilDiv(stays, rest, BPS) - taken), deposited);
  // Of each lamport that comes no more idles than shares and buffer leave.
  return most(least(ceilDiv(over, PPB, deposited), (rest * PPB) / BPS), busy);
}
