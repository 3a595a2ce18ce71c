// A member of a steward as results have it, and its schema.
import { GATE_NAMES, type Gate, type MeasuredEarning, type MemberExplanation } from "@truestake/sdk/steward";
import { address, amount, list, object, one, orNull, type Schema, text, whole, yes } from "../../schema/build";

const gateSchema: Schema = object({
  ...{ name: one(...GATE_NAMES), bit: whole, isHard: yes, reason: text, ends: text },
});

export const gatesText = (gates: readonly Gate[]): string => gates.map(({ name }) => name).join(", ") || "none";

const BINDINGS = ["manager", "gate", "listing", "ramp", "bond", "share", "score"];

const earningSchema: Schema = object({
  ...{ since: amount, epoch: amount, base: amount, earned: amount, lost: amount, own: orNull(amount) },
  ...{ reference: orNull(amount), commissionBps: orNull(whole) },
  owed: object({ commission: amount, uptime: amount }),
});

/** A member, as JSON has it. */
export const memberProperties: Record<string, Schema> = {
  ...{ vote: address, owner: address, index: whole, isLeaving: yes, isListed: yes },
  veto: orNull(object({ from: amount, until: amount })),
  rated: object({ epoch: amount, score: whole, quality: whole, performance: whole }),
  next: object({
    ...{ gates: whole, performance: whole, quality: whole, score: whole, cap: amount, counted: amount },
  }),
  gates: list(gateSchema),
  epoch: amount,
  due: orNull(object({ owed: amount, debt: amount, carried: amount, score: whole, gates: list(gateSchema) })),
  bond: object({
    ...{ covers: amount, spare: amount },
    ...{ tokens: amount, lamports: amount, counted: amount, countedWholeFrom: amount, requested: amount },
    ...{ payableFrom: orNull(amount), debt: amount, carriedLamports: amount },
  }),
  commission: object({
    ...{ pledged: whole, announced: orNull(whole), measured: orNull(whole) },
    coming: orNull(object({ pledged: whole, from: amount })),
  }),
  earning: orNull(earningSchema),
  ...{ stake: amount, cap: amount, share: amount, binding: one(...BINDINGS), moreFrom: orNull(amount), explain: text },
};

type Nullable<T> = { [K in keyof T]: Exclude<T[K], undefined> | (undefined extends T[K] ? null : never) };

/** The same with null for what is unknown, and addresses in base58. */
export interface MemberShown
  extends Omit<MemberExplanation, "vote" | "owner" | "veto" | "earning" | "due" | "moreFrom" | "commission" | "bond"> {
  vote: string;
  owner: string;
  veto: { from: bigint; until: bigint } | null;
  earning: Nullable<Omit<MeasuredEarning, "growth">> | null;
  due: NonNullable<MemberExplanation["due"]> | null;
  moreFrom: bigint | null;
  commission: Nullable<MemberExplanation["commission"]>;
  bond: Nullable<MemberExplanation["bond"]>;
}

function earningShown({ growth: _, own, reference, commissionBps, ...rest }: MeasuredEarning): MemberShown["earning"] {
  return { ...rest, own: own ?? null, reference: reference ?? null, commissionBps: commissionBps ?? null };
}

export function memberShown(member: MemberExplanation): MemberShown {
  const { vote, owner, earning, moreFrom, commission, bond } = member;
  const { pledged, announced, measured, coming } = commission;
  return {
    ...{ index: member.index, isLeaving: member.isLeaving, isListed: member.isListed, rated: member.rated },
    ...{ next: member.next, gates: member.gates, stake: member.stake, cap: member.cap, share: member.share },
    ...{ binding: member.binding, explain: member.explain, vote: vote.toBase58(), owner: owner.toBase58() },
    veto: member.veto ?? null,
    earning: earning ? earningShown(earning) : null,
    moreFrom: moreFrom ?? null,
    commission: { pledged, announced: announced ?? null, measured: measured ?? null, coming: coming ?? null },
    epoch: member.epoch,
    due: member.due ?? null,
    bond: { ...bond, payableFrom: bond.payableFrom ?? null },
  };
}
