// A member of a steward as results have it.
import type { MeasuredEarning, MemberExplanation } from "@truestake/sdk/steward";

type Nullable<T> = { [K in keyof T]: Exclude<T[K], undefined> | (undefined extends T[K] ? null : never) };

/** The same with null for what is unknown, and addresses in base58. */
export interface MemberShown
  extends Omit<MemberExplanation, "vote" | "owner" | "veto" | "earning" | "moreFrom" | "commission" | "bond"> {
  vote: string;
  owner: string;
  veto: { from: bigint; until: bigint } | null;
  earning: Nullable<Omit<MeasuredEarning, "growth">> | null;
  moreFrom: bigint | null;
  commission: Nullable<MemberExplanation["commission"]>;
  bond: Nullable<MemberExplanation["bond"]>;
}

function earningShown({ growth: _, own, reference, commissionBps, ...rest }: MeasuredEarning): MemberShown["earning"] {
  return { ...rest, own: own ?? null, reference: reference ?? null, commissionBps: commissionBps ?? null };
}

export function memberShown(member: MemberExplanation): MemberShown {
  const { vote, owner, earning, moreFrom, commission, bond } = member;
  const { pledged, announced, measured } = commission;
  return {
    ...{ index: member.index, isLeaving: member.isLeaving, isListed: member.isListed, rated: member.rated },
    ...{ next: member.next, gates: member.gates, stake: member.stake, cap: member.cap, share: member.share },
    ...{ binding: member.binding, explain: member.explain, vote: vote.toBase58(), owner: owner.toBase58() },
    veto: member.veto ?? null,
    earning: earning ? earningShown(earning) : null,
    moreFrom: moreFrom ?? null,
    commission: { pledged, announced: announced ?? null, measured: measured ?? null },
    bond: { ...bond, payableFrom: bond.payableFrom ?? null },
  };
}
