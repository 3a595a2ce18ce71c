// Why a validator has the score it has, what would change it, and what its bond would pay.
import type { PublicKey } from "@solana/web3.js";
import { delegatedLamports } from "../accounts/validatorList";
import { checkNumbers } from "../errors/arguments";
import { lamportsFor } from "../math/price";
import { saturatingMinus, WHOLE_BPS } from "../math/units";
import { nodesIn, type View } from "../transaction/session";
import { availableOf, type Member, MemberStatus, requestedOf } from "./accounts/members";
import { stewardOf } from "./addresses";
import {
  type Assessment,
  assessmentOf,
  type MeasuredEarning,
  managedSeen,
  measuredOf,
  priceBefore,
  standsFor,
} from "./assessment";
import { evenly } from "./calls";
import { coverOf, type LossCover } from "./cover";
import { predicted } from "./due";
import { decidingGate, type Gate, gatesOf } from "./gates";
import { EXIT_EPOCHS } from "./idl/constants";
import { bondFor, capOf, wholeFrom } from "./math/bond";
import { debtOf } from "./math/liability";
import { pledgeAt } from "./math/pledge";
import { seeVote } from "./math/vote";
import { countedOf, type Rating } from "./rating";
import { fetchStewarded, fetchVotes, memberIn, type StewardSituation, type VotesSeen } from "./situation";
import { capOfTokens, keepsStake, type StewardTerms, termsOf } from "./terms";
import { witnessesOf } from "./witnesses";

/** What keeps a member from more stake. */
export type StewardBinding =
  /** The steward is not the pool's validator manager. */
  | "manager"
  /** A gate takes the stake, or keeps new stake away: `gates` says which. */
  | "gate"
  /** The pool does not list it yet. */
  | "listing"
  /** Its new tokens count a tenth more each epoch. */
  | "ramp"
  /** Its bond allows no more. */
  | "bond"
  /** No validator gets a larger share. */
  | "share"
  /** Its cap has room: the pool gives it its score's part, in the moving part. */
  | "score";

/** A bond: tokens in units of the pool token, worth in lamports. */
export interface BondState {
  tokens: bigint;
  lamports: bigint;
  /** Tokens that count now, and the epoch from which all of what is available counts. */
  counted: bigint;
  countedWholeFrom: bigint;
  /** Lamports of stake that what counts allows at the ratio of now, whatever the largest share is. */
  covers: bigint;
  /** Tokens that count beyond what the largest share needs at that ratio. */
  spare: bigint;
  /** Tokens that were asked back, and the first epoch in which they can be paid. */
  requested: bigint;
  payableFrom: bigint | undefined;
  /** Tokens that it owes, and lamports that it owes besides and that are too few to charge. */
  debt: bigint;
  carriedLamports: bigint;
}

/** What an assessment of now would find, and a rating after it. */
export interface AssessmentDue extends Assessment {
  score: number;
  gates: Gate[];
}

/** Everything that decides about a member's stake. */
export interface MemberExplanation {
  /** The epoch in which all of this is so. */
  epoch: bigint;
  vote: PublicKey;
  owner: PublicKey;
  /** Its place in the list of members. */
  index: number;
  isLeaving: boolean;
  /** A veto that was announced or is in force: its first epoch, and the first one after it. */
  veto: { from: bigint; until: bigint } | undefined;
  /** Whether the pool lists it. */
  isListed: boolean;
  /** What its last rating found, and in which epoch; performance in parts per million, quality in thousandths. */
  rated: { epoch: bigint; score: number; quality: number; performance: number };
  /** What a rating of now would find, with as many witnesses as vote. */
  next: Rating;
  /** The gates of that rating, the hard ones first, in words. */
  gates: Gate[];
  bond: BondState;
  /** Basis points: what it has promised, what its vote account says, and what was measured; undefined where nothing tells. */
  commission: {
    pledged: number;
    announced: number | undefined;
    measured: number | undefined;
    /** A higher pledge that was given, and the first epoch for whose rewards it is the one. */
    coming: { pledged: number; from: bigint } | undefined;
  };
  /** The pool's last earning with it. */
  earning: MeasuredEarning | undefined;
  /** What is owed for it and is not assessed yet; undefined where that is nothing. */
  due: AssessmentDue | undefined;
  /** Lamports that are with it and stay so, and the most that its bond and the largest share allow. */
  stake: bigint;
  cap: bigint;
  share: bigint;
  /** Why it has no more. */
  binding: StewardBinding;
  /** First epoch in whose moving part more may come, where that is known. */
  moreFrom: bigint | undefined;
  /** All of it in words. */
  explain: string;
}

/** Who bears the loss of a part of a validator's stake: lamports, and tokens that are burned for it. */
export interface LossBearers extends LossCover {
  /** The part of its stake that is lost, in basis points. */
  lossBps: number;
  lost: bigint;
  /** What is left to the holders, and how much the price falls by it, in parts per billion, floored. */
  holders: bigint;
  priceFallPpb: bigint;
  /** Lamports that one token is worth less by it, once all is burned and released; and if there were no bond. Ceiled. */
  perToken: bigint;
  perTokenAlone: bigint;
}

const ONE_TOKEN = 1_000_000_000n;

/** What an assessment of now finds, by what is known of a member's votes. */
function foundOf(situation: StewardSituation, votes: VotesSeen, member: Member): Assessment | undefined {
  const record = situation.records.get(member.vote.toBase58());
  const vote = seeVote(votes.get(member.vote.toBase58()));
  return record && assessmentOf(member, situation.steward, termsOf(situation), record, vote, situation.prices);
}

/** A member once that is assessed. */
const assessed = (member: Member, found: Assessment | undefined): Member =>
  found ? { ...member, debt: found.debt, carriedLamports: found.carried } : member;

function dueOf(
  situation: StewardSituation,
  votes: VotesSeen,
  member: Member,
  witnesses: readonly Member[],
): AssessmentDue | undefined {
  const found = foundOf(situation, votes, member);
  if (!found || found.owed === 0n) return undefined;
  const { score, gates } = predicted(situation, votes, assessed(member, found), witnesses);
  return { ...found, score, gates: gatesOf(gates) };
}

/**
 * What if a validator loses a part of its stake, and that is measured now: its bond pays first, as far as the rules charge it, then the
 * holders. What it owes already, and what an assessment of now would find, comes first.
 *
 * @example
 * ```ts
 * const { bond, holders, perToken } = bearersOf(situation, votes, member, 500);
 * ```
 */
export function bearersOf(situation: StewardSituation, votes: VotesSeen, member: Member, lossBps: number): LossBearers {
  checkNumbers({ lossBps }, WHOLE_BPS);
  const { steward, records, prices, isManager, clock } = situation;
  const { price, policy } = termsOf(situation);
  const record = records.get(member.vote.toBase58());
  const bond = assessed(member, foundOf(situation, votes, member));
  const lost = record ? (delegatedLamports(record) * BigInt(lossBps)) / BigInt(WHOLE_BPS) : 0n;
  const since = record?.earning.epoch ?? 0n;
  // What is lost later in the epoch of its last measuring comes on top of that.
  const earning = record && since === clock.epoch ? record.earning : { since, epoch: clock.epoch };
  const stands = standsFor(member, managedSeen(steward, isManager, clock.epoch), earning);
  const cover = coverOf(bond, lost, stands ? lost : 0n, priceBefore(prices, clock.epoch) ?? price, policy);
  const holders = lost - cover.bond;
  const each = (lamports: bigint, supply: bigint): bigint =>
    supply > 0n ? (lamports * ONE_TOKEN + supply - 1n) / supply : 0n;
  return {
    ...{ ...cover, lossBps, lost, holders, priceFallPpb: (holders * 1_000_000_000n) / price.total },
    perToken: each(holders, price.supply - cover.burned),
    perTokenAlone: each(lost, price.supply),
  };
}

function bondOf(member: Member, { price, epoch, ratio, most }: StewardTerms, isManager: boolean): BondState {
  const { counted, countedStep: step, countedEpoch, tokens, debt, carriedLamports } = member;
  const requested = requestedOf(member);
  const counts = countedOf(member, epoch);
  return {
    ...{
      tokens,
      lamports: lamportsFor(price, tokens),
      counted: counts,
      covers: capOf(lamportsFor(price, counts), ratio),
      spare: saturatingMinus(counts, debtOf(bondFor(most, ratio), price)),
      requested,
      debt,
      carriedLamports,
    },
    countedWholeFrom: wholeFrom({ counted, step, epoch: countedEpoch }, availableOf(member)),
    // Where the steward no longer manages the pool nothing is waited for.
    payableFrom: requested > 0n ? member.requestedEpoch + (isManager ? EXIT_EPOCHS : 0n) : undefined,
  };
}

function bindingOf(
  { isManager }: Pick<StewardSituation, "isManager">,
  terms: StewardTerms,
  { next, stake, bond, isListed }: Pick<MemberExplanation, "next" | "stake" | "bond" | "isListed">,
): { binding: StewardBinding; moreFrom: bigint | undefined } {
  if (!isManager) return { binding: "manager", moreFrom: undefined };
  if (next.gates !== 0) return { binding: "gate", moreFrom: undefined };
  if (!isListed) return { binding: "listing", moreFrom: terms.epoch };
  if (next.cap > stake) return { binding: "score", moreFrom: terms.epoch };
  if (next.cap >= terms.most) return { binding: "share", moreFrom: undefined };
  if (bond.countedWholeFrom > terms.epoch) return { binding: "ramp", moreFrom: terms.epoch + 1n };
  return { binding: "bond", moreFrom: undefined };
}

const BINDINGS: Readonly<Record<Exclude<StewardBinding, "gate">, string>> = {
  manager: "the steward is not the pool's validator manager",
  listing: "the pool lists it once anybody calls list_validator",
  ramp: "its bond counts a tenth more each epoch",
  bond: "its bond allows no more stake: deposit more",
  share: "no validator of the pool gets a larger share",
  score: "the pool gives it its score's part of what there is, in the moving part of the epoch",
};

function inWords(binding: StewardBinding, gates: readonly Gate[], score: number, hasManaged: boolean): string {
  if (binding === "manager") return `score ${score}: ${BINDINGS.manager} ${hasManaged ? "any more" : "yet"}`;
  const first = decidingGate(gates);
  if (binding !== "gate" || !first)
    return `score ${score}: ${BINDINGS[binding as Exclude<StewardBinding, "gate">] ?? ""}`;
  const effect = first.isHard ? "its stake leaves in the moving part" : "it gets no new stake";
  return `score ${score}: ${first.reason}, so ${effect}; ends with: ${first.ends}`;
}

/** Explains one member of what was read; of many at once with the `witnesses` that they all have. */
export function explainMemberOf(
  situation: StewardSituation,
  votes: VotesSeen,
  member: Member,
  witnesses: readonly Member[] = witnessesOf(situation, votes),
): MemberExplanation {
  const { steward, records, clock } = situation;
  const terms = termsOf(situation);
  const record = records.get(member.vote.toBase58());
  const vote = seeVote(votes.get(member.vote.toBase58()));
  const next = predicted(situation, votes, member, witnesses);
  const earning = record ? measuredOf(member, steward, terms, record, vote) : undefined;
  const stake = record ? delegatedLamports(record) : 0n;
  const bond = bondOf(member, terms, situation.isManager);
  const isListed = record !== undefined;
  const { binding, moreFrom } = bindingOf(situation, terms, { next, stake, bond, isListed });
  const gates = gatesOf(next.gates);
  const isOld = record !== undefined && keepsStake(terms, record);
  const bonded = capOfTokens(terms, bond.counted);
  return {
    ...{ vote: member.vote, owner: member.owner, index: member.index, isListed },
    isLeaving: member.status === MemberStatus.Leaving,
    veto: member.vetoUntil > clock.epoch ? { from: member.vetoFrom, until: member.vetoUntil } : undefined,
    rated: {
      ...{ epoch: member.ratedEpoch, score: member.score, quality: member.quality, performance: member.performance },
    },
    ...{ epoch: clock.epoch, next, gates, bond, earning, stake, binding, moreFrom },
    due: dueOf(situation, votes, member, witnesses),
    commission: {
      pledged: pledgeAt(member, clock.epoch),
      announced: typeof vote === "object" ? vote.commissionBps : undefined,
      measured: earning?.commissionBps,
      coming: member.pledgeEpoch > clock.epoch ? { pledged: member.pledge, from: member.pledgeEpoch } : undefined,
    },
    cap: isOld && stake > bonded ? stake : bonded,
    share: terms.most,
    explain: inWords(binding, gates, next.score, steward.managedSince !== 0n),
  };
}

/** A steward with all its members. */
export interface StewardReport {
  epoch: bigint;
  /** Whether it is the pool's validator manager, and since when; and when it was dismissed. */
  isManager: boolean;
  managedSince: bigint | undefined;
  dismissedEpoch: bigint | undefined;
  terms: StewardTerms;
  /** Tokens of all bonds, of those that count, and of those that are vetoed; and what all bonds are worth, in lamports. */
  bondTokens: bigint;
  countedTokens: bigint;
  vetoedTokens: bigint;
  bondLamports: bigint;
  /** Known epochs of the last ten. */
  knownEpochs: number;
  members: MemberExplanation[];
  /** Vote accounts of the pool's validators that are no members. */
  strangers: PublicKey[];
}

/** The report of what was read. */
export function reportOf(situation: StewardSituation, votes: VotesSeen): StewardReport {
  const { steward, members, records, clock, isManager } = situation;
  const terms = termsOf(situation);
  const witnesses = witnessesOf(situation, votes);
  const known = new Set(members.members.map(({ vote }) => vote.toBase58()));
  const noted = steward.notes.filter(
    ({ epoch, credits }) => credits > 0n && epoch < clock.epoch && epoch + 10n >= clock.epoch,
  );
  return {
    ...{ epoch: clock.epoch, isManager, terms },
    managedSince: steward.managedSince === 0n ? undefined : steward.managedSince,
    dismissedEpoch: steward.dismissedEpoch === 0n ? undefined : steward.dismissedEpoch,
    ...{ bondTokens: steward.bondTokens, countedTokens: steward.countedTokens, vetoedTokens: steward.vetoedTokens },
    bondLamports: lamportsFor(terms.price, steward.bondTokens),
    knownEpochs: noted.length,
    members: members.members.map((member) => explainMemberOf(situation, votes, member, witnesses)),
    strangers: [...records.values()].map(({ vote }) => vote).filter((vote) => !known.has(vote.toBase58())),
  };
}

async function readAll({ connection, deployment, options }: View): Promise<[StewardSituation, VotesSeen]> {
  const nodes = nodesIn({ connection, deployment, options });
  const situation = await fetchStewarded(nodes, stewardOf(deployment));
  const votes = situation.members.members.map(({ vote }) => vote);
  return [situation, await fetchVotes(nodes, votes)];
}

/**
 * A pool's steward with all its members, each explained. Reads their vote accounts: 4 kB for each. `AccountMissing` where the pool
 * has no steward.
 *
 * @example
 * ```ts
 * for (const { vote, explain } of (await stewardReport(session)).members) console.log(vote.toBase58(), explain);
 * ```
 */
export async function stewardReport(view: View): Promise<StewardReport> {
  return reportOf(...(await readAll(view)));
}

/** Vote accounts that are read beside a member's, from all over the list: they tell whether others vote, and neighbours may be one's. */
const MOST_OTHERS = 14;

/** A member, and who bears a loss of its stake. */
export interface MemberExplained extends MemberExplanation {
  whatIf: LossBearers[];
}

export interface ExplainMemberParameters {
  /** The member's vote account. */
  vote: PublicKey;
  /** Losses to be told of, in basis points of its stake; 0.1 %, 1 % and 5 % if not given. */
  lossesBps?: number[] | undefined;
}

/**
 * Why a validator has the score it has: its gates in words, its commission as measured against its pledge, its bond and debt, and
 * which rule keeps it from more stake; and who bears the loss if it loses a part of it. `MemberNotFound` when it is no member.
 *
 * @example
 * ```ts
 * const { explain, gates, commission, whatIf } = await explainMember(session, { vote });
 * ```
 */
export async function explainMember(
  view: View,
  { vote, lossesBps = [10, 100, 500] }: ExplainMemberParameters,
): Promise<MemberExplained> {
  const nodes = nodesIn(view);
  const situation = await fetchStewarded(nodes, stewardOf(view.deployment));
  const { members } = situation.members;
  const member = await memberIn(nodes, situation, vote);
  const others = members.filter((each) => each !== member && situation.records.has(each.vote.toBase58()));
  const parts = evenly(others, Math.max(1, Math.ceil(others.length / MOST_OTHERS)));
  const wanted = [member, ...parts.flatMap(([one]) => one ?? [])].map((each) => each.vote);
  const votes = await fetchVotes(nodes, wanted);
  return {
    ...explainMemberOf(situation, votes, member),
    whatIf: lossesBps.map((bps) => bearersOf(situation, votes, member, bps)),
  };
}
