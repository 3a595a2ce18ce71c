// What is due for a steward: which members are assessed, covered, removed, listed and rated now, and who is migrated.
import type { PublicKey } from "@solana/web3.js";
import { delegatedLamports, StakeStatus, type ValidatorRecord } from "../accounts/validatorList";
import { isMoving } from "../math/queue";
import { epochSlotsOf } from "../quote/books";
import type { Member } from "./accounts/members";
import { isNoted } from "./accounts/steward";
import { isAssessable, isAssessed } from "./assessment";
import { placesIn } from "./calls";
import { MOST_IN_CALL } from "./constants";
import type { MemberPlace } from "./instructions/places";
import { seeVote } from "./math/vote";
import { type Rating, ratingOf } from "./rating";
import { listed, type StewardSituation, type VotesSeen, waiting } from "./situation";
import { keepingScore, keepsStake, termsOf } from "./terms";
import { inRatingCalls, witnessesOf } from "./witnesses";

/** Whether all stake with a validator has come back: what is left is rent. */
function hasNoStake({ stakeStatus, transientStatus, coolingLamports }: ValidatorRecord): boolean {
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

/** Members that owe, and have something to pay with. */
export function dueForCover({ members }: Pick<StewardSituation, "members">): Member[] {
  return members.members.filter(({ debt, tokens }) => debt > 0n && tokens > 0n);
}

/** Members without a bond that owe nothing, and that have no stake and get none: their places are free for others. */
export function dueForRemoval({ members, records, clock, isManager }: StewardSituation): Member[] {
  return members.members.filter((member) => {
    if (member.tokens > 0n || member.debt > 0n) return false;
    const record = records.get(member.vote.toBase58());
    if (!record) return true;
    const isGone = hasNoStake(record) && (record.score === 0 || record.cap === 0n);
    return isAssessed(member, record, clock.epoch) && (isGone || !isManager);
  });
}

/**
 * What a rating of now says of a member, as far as `votes` has its vote account and those of its witnesses. The latter are all members
 * that the pool lists and that have voted of late: give them where many members are asked for, or each answer looks for them anew.
 */
export function predicted(
  situation: StewardSituation,
  votes: VotesSeen,
  member: Member,
  witnesses: readonly Member[] = witnessesOf(situation, votes),
): Rating {
  const { steward, records } = situation;
  const account = votes.get(member.vote.toBase58());
  // Who is late is never a witness, so all witnesses are others.
  const seen = { vote: seeVote(account), balance: BigInt(account?.lamports ?? 0), witnesses: BigInt(witnesses.length) };
  return ratingOf(member, steward, termsOf(situation), records.get(member.vote.toBase58()), seen);
}

/** Members that wait and would be listed now. Who is silent while others vote is not worth its place. */
export function dueForListing(situation: StewardSituation, votes: VotesSeen): Member[] {
  const voters = witnessesOf(situation, votes, situation.members.members);
  return waiting(situation).filter((member) => predicted(situation, votes, member, voters).score > 0);
}

/** Whether two scores or caps differ by more than a twentieth: less is the price that rises, and what bonds of others count. */
function differ(a: bigint, b: bigint): boolean {
  const distance = a > b ? a - b : b - a;
  return distance * 20n > (a > b ? a : b);
}

/** Members that were not rated in this epoch, and those whose rating would be another one now. */
export function outdated(
  situation: StewardSituation,
  votes: VotesSeen,
  witnesses: readonly Member[] = witnessesOf(situation, votes),
): Member[] {
  return listed(situation).filter((member) => {
    if (member.ratedEpoch !== situation.clock.epoch) return true;
    const { gates, score } = predicted(situation, votes, member, witnesses);
    return gates !== member.gates || differ(BigInt(score), BigInt(member.score));
  });
}

/**
 * Members to be rated, in calls: all that were not in this epoch, and those whose rating would be another one now. Where three others
 * vote, each call finds who of it is silent.
 */
export function dueForRating(situation: StewardSituation, votes: VotesSeen, most = MOST_IN_CALL): MemberPlace[][] {
  const witnesses = witnessesOf(situation, votes);
  return inRatingCalls(situation, votes, outdated(situation, votes, witnesses), most, witnesses);
}

/** Validators of the pool that are no members and of which the pool has something else than `migrate` sets. */
export function dueForMigration(situation: StewardSituation): { index: number; vote: PublicKey }[] {
  const terms = termsOf(situation);
  const members = new Set(situation.members.members.map(({ vote }) => vote.toBase58()));
  const due = [...situation.records.values()].filter((record) => {
    if (members.has(record.vote.toBase58())) return false;
    // A rating sets it: until a migration clears it nobody may take who was a member off the pool's list.
    if (record.keep !== 0) return true;
    const isKept = record.score > 0 && keepsStake(terms, record);
    if (!isKept) return record.score > 0 || record.cap !== 0n;
    const stake = delegatedLamports(record);
    const score = BigInt(keepingScore(terms, stake));
    return differ(score, BigInt(record.score)) || differ(stake, record.cap);
  });
  return due.map(({ index, vote }) => ({ index, vote }));
}

/** Part of an epoch before the moving part in which members are rated once more. */
export const LAST_LOOK_PARTS = 50n;

/** Whether the moving part of the epoch begins shortly, or runs: members are looked at once more then. */
export function isLastLook({ pool, clock }: Pick<StewardSituation, "pool" | "clock">): boolean {
  const epoch = epochSlotsOf(clock);
  return isMoving(epoch, clock.slot + clock.slotsInEpoch / LAST_LOOK_PARTS, pool.movingPart);
}
