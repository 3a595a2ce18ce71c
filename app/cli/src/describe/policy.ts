// What a steward asks for, term by term: its option, its name and its value in words.
import { MAX_MEMBERS, type StewardPolicyArgs } from "@truestake/sdk/steward";
import { amountOf, percentOf, wholeOf } from "../options/values";
import { UsageError } from "../output/exit";
import { decimal, percent, sol } from "../output/words";

type Term = keyof StewardPolicyArgs;

export interface PolicyTerm {
  term: Term;
  flag: string;
  /** How the option's value is written, and what it is. */
  value: string;
  summary: string;
  /** What the term is called where a policy is shown. */
  name: string;
  /** What an option's text says. */
  read(name: string, given: string): number | bigint;
  words(value: number | bigint): string;
}

const lamports = (value: number | bigint): string => sol(BigInt(value));
/** Parts per billion: the seventh decimal of one per cent. */
const billionths = (value: number | bigint): string => `${decimal(BigInt(value) * 100n)} %`;
const inAmounts = { value: "amount", read: amountOf, words: lamports };
const inBillionths = {
  ...{ value: "percent", words: billionths },
  read: (name: string, given: string) => percentOf(name, given, 7),
};
const inBasisPoints = {
  value: "percent",
  words: percent,
  read: (name: string, given: string) => percentOf(name, given, 2),
};

function yesOrNo(name: string, given: string): number {
  if (given !== "yes" && given !== "no") throw new UsageError(`${name}: "${given}" is neither yes nor no`);
  return Number(given === "yes");
}

export const POLICY_TERMS: readonly PolicyTerm[] = [
  {
    ...{ term: "minBond", flag: "min-bond", name: "least bond", ...inAmounts },
    summary: "least bond to join with, in SOL that it is worth",
  },
  {
    ...{ term: "joinFee", flag: "join-fee", name: "fee to join", ...inAmounts },
    summary: "what joining costs, in SOL; goes to the holders",
  },
  {
    ...{ term: "leastDebt", flag: "least-debt", name: "least debt", ...inAmounts },
    summary: "less than so much SOL is carried, not charged",
  },
  {
    ...{ term: "minVoteBalance", flag: "min-vote-balance", name: "vote account's balance", ...inAmounts },
    summary: "least SOL of a vote account that gets new stake",
  },
  {
    ...{ term: "targetRatio", flag: "target-ratio", name: "target ratio", ...inBillionths },
    summary: "bonds to stake where bonds abound, such as 0.1",
  },
  {
    ...{ term: "floorRatio", flag: "floor-ratio", name: "floor ratio", ...inBillionths },
    summary: "bonds to stake where they are scarce, such as 0.04",
  },
  {
    ...{ term: "maxMembers", flag: "max-members", name: "most members", value: "count", words: String },
    ...{ read: (name, given) => wholeOf(name, given, 1, MAX_MEMBERS), summary: "the most members" },
  },
  {
    ...{ term: "share", flag: "share", name: "largest share", ...inBasisPoints },
    summary: "largest part of the stake that one validator gets",
  },
  {
    ...{ term: "commissionCeiling", flag: "commission", name: "highest commission", ...inBasisPoints },
    summary: "the highest commission",
  },
  {
    ...{ term: "tolerance", flag: "tolerance", name: "tolerance", ...inBasisPoints },
    summary: "what may be missing of the cluster's mean",
  },
  {
    ...{ term: "requireBlsKey", flag: "bls-key", name: "BLS key", value: "yes|no", read: yesOrNo },
    ...{ words: (value) => (value ? "needed" : "not needed"), summary: "whether new stake needs a BLS key" },
  },
];

/** Terms that two policies do not have in common: `name before -> after`. */
export function changesOf(before: StewardPolicyArgs, after: StewardPolicyArgs): string[] {
  return POLICY_TERMS.flatMap(({ term, name, words }) =>
    before[term] === after[term] ? [] : [`${name} ${words(before[term])} -> ${words(after[term])}`],
  );
}
