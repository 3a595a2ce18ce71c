// What `rate` will say of a member, to the number: the program's rule on what was read.
import { delegatedLamports, type ValidatorRecord } from "../accounts/validatorList";
import { lamportsFor } from "../math/price";
import { max, min, U64_MAX } from "../math/units";
import type { VoteAccount } from "../validators/voteAccount";
import { availableOf, type Member, MemberStatus } from "./accounts/members";
import { referenceOf, type Steward } from "./accounts/steward";
import { GATE_BITS, HARD_GATES } from "./gates";
import { SILENT_PART, WITNESS_SLOTS, WITNESSES } from "./idl/constants";
import { countedAt, isShort } from "./math/bond";
import { isCommissionGate, looksAfter } from "./math/commission";
import { performanceOf } from "./math/note";
import { pledgeAt } from "./math/pledge";
import {
  HARD_PERFORMANCE,
  keptQuality,
  meanPerformance,
  qualityOf,
  SOFT_PERFORMANCE,
  scoreOf,
  WINDOW,
} from "./math/quality";
import { creditsOf, type SeenVote } from "./math/vote";
import { capOfTokens, keepingScore, keepsStake, type StewardTerms, usefulOf } from "./terms";

/** What a rating sees of a member's vote account. */
export interface Seen {
  vote: SeenVote;
  /** Lamports of the vote account. */
  balance: bigint;
  /** Members of the same call that have voted of late. */
  witnesses: bigint;
}

/** What a rating says; gates are bits, performance parts per million, quality thousandths. */
export interface Rating {
  gates: number;
  performance: number;
  quality: number;
  score: number;
  /** The most stake that the pool delegates to it, in lamports. */
  cap: bigint;
  /** What the steward's sum of counted tokens has of the bond after it: what counts of it, as far as it has a use for that. */
  counted: bigint;
}

/** Tokens of a bond that count in `epoch`. */
export function countedOf(member: Member, epoch: bigint): bigint {
  const { counted, countedStep: step, countedEpoch } = member;
  return countedAt({ counted, step, epoch: countedEpoch }, epoch, availableOf(member));
}

/** Slots after which a validator that has not voted is silent. */
const patience = (slotsInEpoch: bigint): bigint => slotsInEpoch / SILENT_PART;

/** Whether a vote account has not voted for so long that it is silent, if others vote. */
export function isLate(
  { lastVotedSlot }: Pick<VoteAccount, "lastVotedSlot">,
  { slot, slotsInEpoch }: Pick<StewardTerms, "slot" | "slotsInEpoch">,
): boolean {
  return min(lastVotedSlot + patience(slotsInEpoch), U64_MAX) < slot;
}

/** Whether a vote account has voted of late. Whoever could be silent is no witness, in short epochs neither. */
export function isWitness(
  vote: SeenVote,
  { slot, slotsInEpoch }: Pick<StewardTerms, "slot" | "slotsInEpoch">,
): boolean {
  return typeof vote === "object" && vote.lastVotedSlot + min(WITNESS_SLOTS, patience(slotsInEpoch)) >= slot;
}

const flag = (bit: number, isSet: boolean): number => (isSet ? bit : 0);

/** Gates that were found when the vote account could be read: what is unreadable changes nothing. */
const KEPT = GATE_BITS.commission | GATE_BITS.performance | GATE_BITS.silent | GATE_BITS.closed;

/**
 * What a rating of now would say of a member. `record` is the pool's, where it lists the validator.
 *
 * @example
 * ```ts
 * const { score, gates } = ratingOf(member, steward, terms, record, seen);
 * ```
 */
export function ratingOf(
  member: Member,
  steward: Steward,
  terms: StewardTerms,
  record: ValidatorRecord | undefined,
  seen: Seen,
): Rating {
  const counted = countedOf(member, terms.epoch);
  const stake = record ? delegatedLamports(record) : 0n;
  const isOld = record !== undefined && keepsStake(terms, record);
  let { quality, performance } = member;
  let gates = ofTheBond(member, terms, stake, isOld);
  const { vote } = seen;
  if (vote === "closed") gates |= GATE_BITS.closed;
  else if (vote === "unknown") gates |= GATE_BITS.unreadable | (member.gates & KEPT);
  else {
    gates |= ofTheAccount(member, terms, vote, seen);
    const votes = ofItsVotes(member, steward, terms, vote, gates);
    gates |= votes.gates;
    ({ quality, performance } = votes);
  }
  if ((gates & HARD_GATES) !== 0) quality = 0;
  let allowed = capOfTokens(terms, counted);
  let score = scoreOf(quality, allowed, terms.stakeable);
  if (isOld && (gates & HARD_GATES) === 0 && stake > 0n) {
    allowed = max(allowed, stake);
    score = Math.max(score, keepingScore(terms, stake));
  }
  const hasSoftGate = (gates & ~HARD_GATES) !== 0;
  const cap = hasSoftGate ? min(allowed, stake) : allowed;
  // Without quality it has a use for nothing, with a soft gate for what its stake needs.
  const most = quality === 0 ? 0n : hasSoftGate ? stake : terms.most;
  const useful = usefulOf(terms, counted, most);
  return { gates, performance, quality, score, cap, counted: useful };
}

/** Whether a veto is in force. */
export function isVetoed({ vetoFrom, vetoUntil }: Member, epoch: bigint): boolean {
  return vetoUntil !== 0n && epoch >= vetoFrom && epoch < vetoUntil;
}

function ofTheBond(member: Member, { price, policy, epoch }: StewardTerms, stake: bigint, isOld: boolean): number {
  const bond = lamportsFor(price, availableOf(member));
  return (
    flag(GATE_BITS.debt, member.debt > member.tokens) |
    flag(GATE_BITS.coverage, !isOld && isShort(bond, stake, policy.floorRatio)) |
    flag(GATE_BITS.vetoed, isVetoed(member, epoch)) |
    flag(GATE_BITS.leaving, member.status === MemberStatus.Leaving)
  );
}

function ofTheAccount(member: Member, terms: StewardTerms, vote: VoteAccount, { balance, witnesses }: Seen): number {
  const { policy, epoch } = terms;
  const allowed = Math.min(policy.commissionCeiling, pledgeAt(member, epoch));
  const before = { epoch: member.overEpoch, run: member.overRun };
  const looks = looksAfter(before, epoch, vote.commissionBps > allowed);
  const late = isLate(vote, terms);
  const silentSlot = late && witnesses >= WITNESSES ? vote.lastVotedSlot : member.silentSlot;
  return (
    flag(GATE_BITS.silent, late && silentSlot === vote.lastVotedSlot) |
    flag(GATE_BITS.commission, isCommissionGate(looks, epoch)) |
    flag(GATE_BITS.blsKey, policy.requireBlsKey !== 0 && vote.blsKey === undefined) |
    flag(GATE_BITS.balance, balance < policy.minVoteBalance)
  );
}

/** Performances of the known epochs of the last ten, newest first. */
export function knownPerformances(
  member: Pick<Member, "joinedEpoch">,
  steward: Steward,
  vote: VoteAccount,
  { epoch: now, slotsInEpoch }: Pick<StewardTerms, "epoch" | "slotsInEpoch">,
): bigint[] {
  const known: bigint[] = [];
  const credits = creditsOf(vote, now, slotsInEpoch);
  for (let epoch = now - 1n; epoch >= 0n && epoch >= now - WINDOW; epoch--) {
    const reference = referenceOf(steward, epoch);
    if (!reference) continue;
    const found = credits(epoch);
    if (typeof found === "bigint") known.push(performanceOf(reference, found));
    // It had ten epochs of credits when it joined: an account that begins later was made anew.
    else if (found === "earlier" && epoch >= member.joinedEpoch) known.push(0n);
  }
  return known;
}

function ofItsVotes(
  member: Member,
  steward: Steward,
  terms: StewardTerms,
  vote: VoteAccount,
  found: number,
): Pick<Rating, "gates" | "quality" | "performance"> {
  const { quality, performance } = member;
  const mean = meanPerformance(knownPerformances(member, steward, vote, terms));
  if (mean === undefined) {
    return { gates: GATE_BITS.unknown | (member.gates & GATE_BITS.performance), quality, performance };
  }
  const hard = flag(GATE_BITS.performance, mean < HARD_PERFORMANCE);
  const low = flag(GATE_BITS.lowPerformance, hard === 0 && mean < SOFT_PERFORMANCE);
  const isOpen = ((found | hard) & HARD_GATES) === 0;
  const taken = Math.max(pledgeAt(member, terms.epoch), vote.commissionBps);
  return {
    gates: hard | low,
    quality: isOpen ? qualityAfter(member, qualityOf(mean, taken), taken) : quality,
    performance: Number(mean),
  };
}

/** Only the votes have noise: another commission counts at once. */
function qualityAfter({ quality, qualityCommission }: Member, next: number, commission: number): number {
  return commission === qualityCommission ? keptQuality(quality, next) : next;
}
