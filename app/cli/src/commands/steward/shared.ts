// What the steward's commands share: the options of a policy, and how validators are named.
import type { PublicKey } from "@solana/web3.js";
import { MAX_MEMBERS, type StewardPolicyArgs } from "@truestake/sdk/steward";
import type { Given, Option } from "../../framework/command";
import { addressOf, amountOf, percentOf, wholeOf } from "../../options/values";
import { UsageError } from "../../output/exit";
import { amount, object, type Schema, whole } from "../../schema/build";

/** What a steward asks for: lamports, parts per billion and basis points. */
export const policySchema: Schema = object({
  ...{ minBond: amount, joinFee: amount, leastDebt: amount, minVoteBalance: amount, targetRatio: whole },
  ...{ floorRatio: whole, maxMembers: whole, share: whole, commissionCeiling: whole, tolerance: whole },
  requireBlsKey: whole,
});

/** Options that set a policy: what is not given stays what it is. */
export const POLICY_OPTIONS: readonly Option[] = [
  { flags: "--min-bond <amount>", summary: "least bond to join with, in SOL that it is worth" },
  { flags: "--join-fee <amount>", summary: "what joining costs, in SOL; goes to the holders" },
  { flags: "--least-debt <amount>", summary: "less than so much SOL is carried, not charged" },
  { flags: "--min-vote-balance <amount>", summary: "least SOL of a vote account that gets new stake" },
  { flags: "--target-ratio <percent>", summary: "bonds to stake where bonds abound, such as 0.1" },
  { flags: "--floor-ratio <percent>", summary: "bonds to stake where they are scarce, such as 0.04" },
  { flags: "--max-members <count>", summary: "the most members" },
  { flags: "--share <percent>", summary: "largest part of the stake that one validator gets" },
  { flags: "--commission <percent>", summary: "the highest commission" },
  { flags: "--tolerance <percent>", summary: "what may be missing of the cluster's mean" },
  { flags: "--bls-key <yes|no>", summary: "whether new stake needs a BLS key" },
];

/** The policy that options set, as far as they do. */
export function policyOf({ options }: Given): Partial<StewardPolicyArgs> {
  const read = <T>(flag: string, of: (name: string, given: string) => T): T | undefined => {
    const key = flag.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
    const given = options[key];
    return given === undefined ? undefined : of(`--${flag}`, given);
  };
  const basisPoints = (name: string, given: string) => percentOf(name, given, 2);
  const billionths = (name: string, given: string) => percentOf(name, given, 7);
  const yesOrNo = (name: string, given: string): number => {
    if (given !== "yes" && given !== "no") throw new UsageError(`${name}: "${given}" is neither yes nor no`);
    return Number(given === "yes");
  };
  const found = {
    minBond: read("min-bond", amountOf),
    joinFee: read("join-fee", amountOf),
    leastDebt: read("least-debt", amountOf),
    minVoteBalance: read("min-vote-balance", amountOf),
    targetRatio: read("target-ratio", billionths),
    floorRatio: read("floor-ratio", billionths),
    maxMembers: read("max-members", (name, given) => wholeOf(name, given, 1, MAX_MEMBERS)),
    share: read("share", basisPoints),
    commissionCeiling: read("commission", basisPoints),
    tolerance: read("tolerance", basisPoints),
    requireBlsKey: read("bls-key", yesOrNo),
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
}

export const VOTE = { name: "<vote>", summary: "its vote account" };
export const VOTES = { name: "[vote...]", summary: "vote accounts of the members; all if not given" };

/** The vote account that a command is about. */
export const voteOf = ({ args }: Given): PublicKey => addressOf("the vote account", args.vote ?? "");

/** Those that it is about; undefined for all. */
export function votesOf({ lists }: Given): PublicKey[] | undefined {
  const given = lists.vote ?? [];
  return given.length === 0 ? undefined : given.map((each) => addressOf("the vote account", each));
}
