// What `assess` will say of a member, to the lamport: the program's rule on what was read.
import type { PriceEntry } from "../accounts/priceHistory";
import type { ValidatorRecord } from "../accounts/validatorList";
import { mulDivFloor } from "../math/mulDiv";
import type { Price } from "../math/price";
import { type Member, MemberStatus } from "./accounts/members";
import { isNoted, referenceOf, type Steward, type StewardPolicy, toleranceAt } from "./accounts/steward";
import { debtOf, type Growth, type Owed, owedFor } from "./math/liability";
import { growthOf, TRILLION } from "./math/note";
import { pledgeOver } from "./math/pledge";
import { creditsOf, type SeenVote } from "./math/vote";
import type { StewardTerms } from "./terms";

/** What a validator's stake earned last, and what it should have: lamports. */
export interface MeasuredEarning {
  /** Epochs that it is of: from `since` up to the one before `epoch`. */
  since: bigint;
  epoch: bigint;
  /** Stake that was active through all of it, and what it earned. */
  base: bigint;
  earned: bigint;
  lost: bigint;
  /** What a lamport of it earned before commission; undefined where any of its epochs is unknown. */
  growth: Growth | undefined;
  /** What its own credits, and the cluster's mean, were worth before commission. */
  own: bigint | undefined;
  reference: bigint | undefined;
  /** The commission that was taken, in basis points, floored; undefined where nothing tells. */
  commissionBps: number | undefined;
  /** What is owed for it, besides what was lost. */
  owed: Owed;
}

/** What a lamport of stake earned before commission over the epochs of an earning; undefined where any of them is unknown. */
function growthOver(
  steward: Steward,
  { since, epoch: until }: { since: bigint; epoch: bigint },
  { epoch: now, slotsInEpoch }: Pick<StewardTerms, "epoch" | "slotsInEpoch">,
  vote: SeenVote,
): Growth | undefined {
  if (vote === "unknown") return undefined;
  // It did not vote in the epochs before it was closed.
  const credits = vote === "closed" ? undefined : creditsOf(vote, now, slotsInEpoch);
  const sum: Growth = { own: 0n, reference: 0n };
  for (let epoch = until - 1n; epoch >= since; epoch--) {
    const reference = referenceOf(steward, epoch);
    if (!reference) return undefined;
    const found = credits?.(epoch);
    if (found === "unknown") return undefined;
    sum.own += growthOf(reference, typeof found === "bigint" ? found : 0n);
    sum.reference += reference.growth;
  }
  return sum;
}

/** The pool's last earning with a member, against its pledge and the cluster. */
export function measuredOf(
  member: Member,
  steward: Steward,
  terms: Pick<StewardTerms, "epoch" | "slotsInEpoch">,
  record: ValidatorRecord,
  vote: SeenVote,
): MeasuredEarning {
  const { since, epoch, base, earned, lost } = record.earning;
  const growth = growthOver(steward, { since, epoch }, terms, vote);
  const pledge = pledgeOver(member, since, epoch > 0n ? epoch - 1n : 0n);
  const tolerance = toleranceAt(steward, since);
  const own = growth && mulDivFloor(base, growth.own, TRILLION);
  const taken = own !== undefined && own > earned ? own - earned : 0n;
  return {
    ...{ since, epoch, base, earned, lost, growth, own },
    reference: growth && mulDivFloor(base, growth.reference, TRILLION),
    commissionBps: own ? Number((taken * 10_000n) / own) : undefined,
    owed: growth ? owedFor({ base, earned, growth, pledge, tolerance }) : { commission: 0n, uptime: 0n },
  };
}

/** What an assessment of now adds: lamports that are owed, and the debt and what is carried after it. */
export interface Assessment {
  owed: bigint;
  /** Tokens. */
  debt: bigint;
  /** Lamports that are too few to charge. */
  carried: bigint;
}

/** What a charge changes of a member. */
export type Owing = Pick<Member, "debt" | "carriedLamports">;

/**
 * A member that owes `owed` lamports more, in tokens at the `price` before; less than the policy's least is carried, but by who leaves
 * or owes the whole bond already.
 */
export function charge<T extends Owing & Pick<Member, "status" | "tokens">>(
  member: T,
  owed: bigint,
  price: Price,
  { leastDebt }: Pick<StewardPolicy, "leastDebt">,
): T {
  const carried = member.carriedLamports + owed;
  const isLast = member.status === MemberStatus.Leaving || member.debt >= member.tokens;
  const least = isLast || leastDebt < 1n ? 1n : leastDebt;
  if (carried < least) return { ...member, carriedLamports: carried };
  return { ...member, debt: member.debt + debtOf(carried, price), carriedLamports: 0n };
}

/** When a steward was seen to be the pool's manager, and not to be it any more: epochs, or 0. */
export type Managed = Pick<Steward, "managedSince" | "dismissedEpoch">;

/** What an `assess` of now has seen of it. */
export function managedSeen({ managedSince, dismissedEpoch }: Managed, isManager: boolean, now: bigint): Managed {
  if (isManager && (managedSince === 0n || dismissedEpoch !== 0n)) return { managedSince: now, dismissedEpoch: 0n };
  const isNews = !isManager && managedSince !== 0n && dismissedEpoch === 0n;
  return { managedSince, dismissedEpoch: isNews ? now : dismissedEpoch };
}

/** Whether a bond stands for an earning: for what happened while it was there, and while the steward ran the pool's set. */
export function standsFor(
  { joinedEpoch }: Pick<Member, "joinedEpoch">,
  { managedSince, dismissedEpoch }: Managed,
  { since, epoch }: { since: bigint; epoch: bigint },
): boolean {
  const hasManaged = managedSince !== 0n && since >= managedSince && (dismissedEpoch === 0n || epoch <= dismissedEpoch);
  return since >= joinedEpoch && hasManaged;
}

/** Whether `assess` has anything to find out about a member, and may already. */
export function isAssessable(member: Member, steward: Steward, { earning }: ValidatorRecord, now: bigint): boolean {
  if (earning.epoch === member.assessedEpoch) return earning.lost > member.assessedLost;
  return earning.epoch !== now || isNoted(steward, now - 1n);
}

/** Whether nothing of what the pool's stake earned with a member up to the epoch of now is left to be assessed. */
export function isAssessed(member: Member, { earning }: ValidatorRecord, now: bigint): boolean {
  const isDone =
    earning.epoch === now && member.assessedEpoch === earning.epoch && member.assessedLost === earning.lost;
  // Where it was listed in this epoch nothing was earned yet.
  return isDone || (earning.since === now && earning.lost === 0n);
}

/** The last price before an earning's epoch, by the pool's history; undefined where none was recorded. */
export function priceBefore(entries: readonly (Price & { epoch: bigint })[], epoch: bigint): Price | undefined {
  // The last one, or where that is of this epoch the one before.
  return entries
    .slice(-2)
    .reverse()
    .find((entry) => entry.epoch < epoch);
}

/** What an assessment of now says of a member; undefined where it finds nothing new. */
export function assessmentOf(
  member: Member,
  steward: Steward,
  terms: StewardTerms,
  record: ValidatorRecord,
  vote: SeenVote,
  entries: readonly PriceEntry[],
): Assessment | undefined {
  if (!isAssessable(member, steward, record, terms.epoch)) return undefined;
  const { earning } = record;
  const isSame = earning.epoch === member.assessedEpoch;
  const { owed } = measuredOf(member, steward, terms, record, vote);
  const found = isSame ? earning.lost - member.assessedLost : owed.commission + owed.uptime + earning.lost;
  const sum = standsFor(member, steward, earning) ? found : 0n;
  const price = priceBefore(entries, earning.epoch) ?? terms.price;
  const { debt, carriedLamports } = charge(member, sum, price, terms.policy);
  return { owed: sum, debt, carried: carriedLamports };
}
