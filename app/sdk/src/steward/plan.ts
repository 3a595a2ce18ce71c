// What is due for a steward: which members are assessed, covered, listed and rated now, and with whom.
import type { PublicKey } from "@solana/web3.js";
import { delegatedLamports, StakeStatus, type ValidatorRecord } from "../accounts/validatorList";
import { isMoving } from "../math/queue";
import { epochSlotsOf } from "../quote/books";
import type { Member } from "./accounts/members";
import { isNoted } from "./accounts/steward";
import { isAssessable, isAssessed } from "./assessment";
import { MOST_IN_CALL } from "./constants";
import { WITNESSES } from "./idl/constants";
import type { MemberPlace } from "./instructions/places";
import { seeVote } from "./math/vote";
import { isWitness, type Rating, ratingOf } from "./rating";
import type { StewardSituation, VotesSeen } from "./situation";
import { keepingScore, keepsStake, termsOf } from "./terms";

/** Members that have so many others in the same call can be found silent. */
const WITNESSED = 4;

/** Splits into as few lists as `most` allows, of nearly the same size. */
export function evenly<T>(items: readonly T[], most: number): T[][] {
  const count = Math.ceil(items.length / most);
  const at = (part: number): number => Math.floor((part * items.length) / count);
  return Array.from({ length: count }, (_, part) => items.slice(at(part), at(part + 1)));
}

/** Members that the pool lists, with their places, in rising order. */
export function placesIn(
  { members, records }: StewardSituation,
  among: readonly Member[] = members.members,
): MemberPlace[] {
  return among.flatMap(({ index, vote }) => {
    const record = records.get(vote.toBase58());
    return record ? [{ member: index, validator: record.index, vote }] : [];
  });
}

/** Whether all stake with a validator has come back: what is left is rent. */
function isDrained({ stakeStatus, transientStatus, coolingLamports }: ValidatorRecord): boolean {
  return stakeStatus <= StakeStatus.Idle && transientStatus <= StakeStatus.Idle && coolingLamports === 0n;
}

/** Whether the epoch before is to be noted, and can be. */
export function isNoteDue({ steward, clock }: StewardSituation): boolean {
  return clock.epoch > 0n && !clock.rewardsActive && !isNoted(steward, clock.epoch - 1n);
}

/** Members of whose earnings `assess` has something to find out. */
export function dueForAssessment(situation: StewardSituation): MemberPlace[] {
  const { members, records, steward, clock } = situation;
  const due = members.members.filter((member) => {
    const record = records.get(member.vote.toBase58());
    return record !== undefined && isAssessable(member, steward, record, clock.epoch);
  });
  return placesIn(situation, due);
}

/** Places of members that owe, and have something to pay with. */
export function dueForCover({ members }: StewardSituation): number[] {
  return members.members.filter(({ debt, tokens }) => debt > 0n && tokens > 0n).map(({ index }) => index);
}

/** Members without a bond that owe nothing, and that have no stake and get none: their places are free for others. */
export function dueForRemoval({ members, records, clock, isManager }: StewardSituation): Member[] {
  return members.members.filter((member) => {
    if (member.tokens > 0n || member.debt > 0n) return false;
    const record = records.get(member.vote.toBase58());
    if (!record) return true;
    const isGone = isDrained(record) && (record.score === 0 || record.cap === 0n);
    return isAssessed(member, record, clock.epoch) && (isGone || !isManager);
  });
}

/** Members that the pool does not list. */
export function waiting({ members, records }: StewardSituation): Member[] {
  return members.members.filter(({ vote }) => !records.has(vote.toBase58()));
}

/** What a rating of now says of a member that is given witnesses, as far as `votes` has any. */
export function predicted(situation: StewardSituation, votes: VotesSeen, member: Member): Rating {
  const { steward, clock, records } = situation;
  const account = votes.get(member.vote.toBase58());
  // No more are looked for than it takes: among a thousand members that would be a million looks.
  let witnesses = 0n;
  for (const [vote, each] of votes) {
    if (witnesses === WITNESSES) break;
    if (vote !== member.vote.toBase58() && isWitness(seeVote(each), clock)) witnesses++;
  }
  const seen = { vote: seeVote(account), balance: BigInt(account?.lamports ?? 0), witnesses };
  return ratingOf(member, steward, termsOf(situation), records.get(member.vote.toBase58()), seen);
}

/** Members that wait and would be listed now. */
export function dueForListing(situation: StewardSituation, votes: VotesSeen): Member[] {
  return waiting(situation).filter((member) => predicted(situation, votes, member).score > 0);
}

/** Whether two scores or caps differ by more than a twentieth: less is the price that rises, and what bonds of others count. */
function differ(a: bigint, b: bigint): boolean {
  const distance = a > b ? a - b : b - a;
  return distance * 20n > (a > b ? a : b);
}

/**
 * Members to be rated, in calls: all that were not in this epoch, and those whose rating would be another one now; each call
 * with at least three witnesses, where there are any.
 */
export function dueForRating(situation: StewardSituation, votes: VotesSeen, most = MOST_IN_CALL): MemberPlace[][] {
  const { clock, records } = situation;
  const listed = situation.members.members.filter(({ vote }) => records.has(vote.toBase58()));
  const due = new Set(
    listed.filter((member) => {
      if (member.ratedEpoch !== clock.epoch) return true;
      const { gates, score } = predicted(situation, votes, member);
      return gates !== member.gates || differ(BigInt(score), BigInt(member.score));
    }),
  );
  if (due.size === 0) return [];
  // A call of few gets others that have voted, so that whoever is silent is found to be.
  const fill = listed.filter(
    (member) => !due.has(member) && isWitness(seeVote(votes.get(member.vote.toBase58())), clock),
  );
  for (const member of fill.slice(0, Math.max(0, WITNESSED - due.size))) due.add(member);
  return evenly(
    placesIn(
      situation,
      listed.filter((member) => due.has(member)),
    ),
    most,
  );
}

/** Validators of the pool that are no members and whose score is not what `migrate` sets, in calls. */
export function dueForMigration(
  situation: StewardSituation,
  most = MOST_IN_CALL,
): { index: number; vote: PublicKey }[][] {
  const terms = termsOf(situation);
  const members = new Set(situation.members.members.map(({ vote }) => vote.toBase58()));
  const due = [...situation.records.values()].filter((record) => {
    if (members.has(record.vote.toBase58())) return false;
    const isKept = record.score > 0 && keepsStake(terms, record);
    if (!isKept) return record.score > 0 || record.cap !== 0n;
    const stake = delegatedLamports(record);
    const score = BigInt(keepingScore(terms, stake));
    return differ(score, BigInt(record.score)) || differ(stake, record.cap);
  });
  return evenly(
    due.map(({ index, vote }) => ({ index, vote })),
    most,
  );
}

/** Part of an epoch before the moving part in which members are rated once more. */
export const LAST_LOOK_PARTS = 50n;

/** Whether the moving part of the epoch begins shortly, or runs: members are looked at once more then. */
export function isLastLook({ pool, clock }: Pick<StewardSituation, "pool" | "clock">): boolean {
  const epoch = epochSlotsOf(clock);
  return isMoving(epoch, clock.slot + clock.slotsInEpoch / LAST_LOOK_PARTS, pool.movingPart);
}
