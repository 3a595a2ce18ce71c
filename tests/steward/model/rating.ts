// Scores and caps, and the gates that stop them.
import { GATES } from "../../common/steward";
import { least, most, over } from "../../model/bigint";
import { ceilDiv } from "../../model/reference/numbers";
import { BPS, isShort, keptQuality, performanceOf, qualityOf, scoreOf, WINDOW } from "./rules";
import {
  allStake,
  availableOf,
  capOf,
  countedOf,
  keepsStake,
  lamportsFor,
  largestCap,
  type ModelMember,
  type PoolRecord,
  policyOf,
  promisedBy,
  ratioNow,
  referenceIn,
  stakeableOf,
  stayingStake,
  usefulOf,
  type VoteAccount,
  type World,
} from "./world";

/** Those that set the score to 0. */
export const HARD =
  GATES.closed |
  GATES.commission |
  GATES.debt |
  GATES.coverage |
  GATES.vetoed |
  GATES.performance |
  GATES.silent |
  GATES.leaving;
/** What an account that cannot be read keeps. */
const KEPT = GATES.closed | GATES.commission | GATES.performance | GATES.silent;
/** Others that voted within so many slots are witnesses, of which there have to be three. */
const WITNESS = { slots: 150n, count: 3 } as const;
/** Slots after which a validator without a vote may be silent. */
const patience = (slotsPerEpoch: bigint): bigint => slotsPerEpoch / 20n;

export const isWitness = (
  { isOpen, isReadable, lastVoted }: VoteAccount,
  { slot, slotsPerEpoch }: { slot: bigint; slotsPerEpoch: bigint },
): boolean => isOpen && isReadable && lastVoted + least(WITNESS.slots, patience(slotsPerEpoch)) >= slot;

/** Credits of an epoch: none where an account had no entry, nothing where they are Alpenglow's. */
function creditsIn({ credits }: VoteAccount, epoch: bigint, slots: bigint): bigint | "unknown" | "before" {
  const entry = credits.find((one) => one.epoch === epoch);
  if (entry) return entry.credits > 16n * slots ? "unknown" : entry.credits;
  return credits.some((one) => one.epoch < epoch) ? 0n : "before";
}

/** Credits that a member is held to: an account that begins later was made anew, and had none. */
export function chargedCredits(vote: VoteAccount, epoch: bigint, slots: bigint): bigint | "unknown" {
  if (!vote.isOpen) return 0n;
  if (!vote.isReadable) return "unknown";
  const credits = creditsIn(vote, epoch, slots);
  return credits === "before" ? 0n : credits;
}

/** Mean of what is known of the last ten epochs. */
function meanPerformance(world: World, member: ModelMember, vote: VoteAccount): bigint | undefined {
  const { epoch, slotsPerEpoch } = world.cluster;
  const known: bigint[] = [];
  for (let ago = 1n; ago <= WINDOW.epochs && ago <= epoch; ago++) {
    const reference = referenceIn(world, epoch - ago);
    if (!reference) continue;
    const credits = creditsIn(vote, epoch - ago, slotsPerEpoch);
    if (credits === "unknown") continue;
    if (credits !== "before") known.push(performanceOf(credits, reference));
    else if (epoch - ago >= member.joined) known.push(0n);
  }
  if (known.length < WINDOW.known) return undefined;
  return known.reduce((sum, one) => sum + one, 0n) / BigInt(known.length);
}

function endVetoInTime(member: ModelMember, epoch: bigint): void {
  if (member.veto && epoch >= member.veto.until) member.veto = undefined;
}

/** Two epochs in a row, at any look of each. */
function lookAtCommission(world: World, member: ModelMember, vote: VoteAccount): boolean {
  const { epoch } = world.cluster;
  const allowed = least(BigInt(policyOf(world).commission_ceiling), promisedBy(member, epoch));
  const { excess } = member;
  const isSeen = excess.run > 0n && excess.epoch === epoch;
  if (vote.commission > allowed && !isSeen) {
    const follows = excess.run > 0n && excess.epoch === epoch - 1n;
    member.excess = { epoch, run: follows ? least(excess.run + 1n, 255n) : 1n };
  }
  return member.excess.run >= 2n && member.excess.epoch === epoch;
}

/** Silent for a twentieth of an epoch while three others voted; until it votes. */
function lookForVotes(world: World, member: ModelMember, vote: VoteAccount, witnesses: number): boolean {
  const { slot, slotsPerEpoch } = world.cluster;
  const isLate = vote.lastVoted + patience(slotsPerEpoch) < slot;
  if (!isLate) member.silentSince = undefined;
  else if (witnesses >= WITNESS.count) member.silentSince = vote.lastVoted;
  return isLate && member.silentSince === vote.lastVoted;
}

/** Rates a member at the ratio of before the call, where so many others of it voted of late; returns score and cap. */
export function rateMember(
  world: World,
  ratio: bigint,
  member: ModelMember,
  { record, witnesses }: { record: PoolRecord | undefined; witnesses: number },
): { score: bigint; cap: bigint } {
  const { epoch } = world.cluster;
  const vote = world.votes[member.validator] as VoteAccount;
  const policy = policyOf(world);
  const { price } = world.pool;
  endVetoInTime(member, epoch);
  const counted = countedOf(member, epoch);
  const stake = record ? stayingStake(record) : 0n;
  const isOld = record !== undefined && keepsStake(world, record);
  const before = member.rated;

  let gates = 0;
  const set = (gate: number, isSet: boolean): void => {
    if (isSet) gates |= gate;
  };
  set(GATES.debt, member.debt > member.tokens);
  set(GATES.coverage, !isOld && isShort(lamportsFor(price, availableOf(member)), stake, BigInt(policy.floor_ratio)));
  set(GATES.vetoed, member.veto !== undefined && epoch >= member.veto.from);
  set(GATES.leaving, member.isLeaving);
  set(GATES.closed, !vote.isOpen);
  let { performance, quality, commission } = before;
  if (vote.isOpen && !vote.isReadable) gates |= GATES.unreadable | (before.gates & KEPT);
  if (vote.isOpen && vote.isReadable) {
    set(GATES.commission, lookAtCommission(world, member, vote));
    set(GATES.silent, lookForVotes(world, member, vote, witnesses));
    set(GATES.blsKey, policy.require_bls_key === 1 && !vote.hasBlsKey);
    set(GATES.balance, vote.lamports < policy.min_vote_balance);
    const mean = meanPerformance(world, member, vote);
    if (mean === undefined) gates |= GATES.unknown | (before.gates & GATES.performance);
    else {
      performance = mean;
      set(GATES.performance, mean < 900_000n);
      set(GATES.lowPerformance, mean >= 900_000n && mean < 970_000n);
      if ((gates & HARD) === 0) {
        const taken = most(promisedBy(member, epoch), vote.commission);
        const now = qualityOf(mean, taken);
        quality = taken === commission ? keptQuality(quality, now) : now;
        commission = taken;
      }
    }
  }
  if ((gates & HARD) !== 0) quality = 0n;

  let cap = capOf(world, counted, ratio);
  let score = scoreOf(quality, cap, stakeableOf(world));
  if (isOld && (gates & HARD) === 0 && stake > 0n) {
    // It keeps what it has, as those that are no members do.
    cap = most(cap, stake);
    score = most(score, scoreOf(1_000n, stake, stakeableOf(world)));
  }
  const gets = (gates & ~HARD) !== 0 ? stake : largestCap(world);
  if ((gates & ~HARD) !== 0) cap = least(cap, stake);
  member.inSum = quality === 0n ? 0n : usefulOf(world, counted, gets);
  member.rated = { epoch, performance, quality, commission, score, gates };
  return { score, cap };
}

/**
 * Whether all that a bond covers is gone, or covered by what stays: as exactly as the pool keeps stake at a cap, which knows
 * nothing of what was earned since.
 */
export function isCovered(world: World, member: ModelMember, record: PoolRecord, isDrained: boolean): boolean {
  if (member.isLeaving) return isDrained && (record.score === 0n || record.cap === 0n);
  if (isDrained) return true;
  const covers = capOf(world, countedOf(member, world.cluster.epoch), ratioNow(world));
  const { earned, other } = record.earning;
  return over(allStake(record), earned + other) <= covers + ceilDiv(covers, 20n, BPS);
}
