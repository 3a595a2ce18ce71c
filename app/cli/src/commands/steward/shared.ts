// What the steward's commands share: the options of a policy, and how validators are named.
import type { PublicKey } from "@solana/web3.js";
import type { StewardPolicyArgs } from "@truestake/sdk/steward";
import { POLICY_TERMS } from "../../describe/policy";
import type { Given, Option } from "../../framework/command";
import { addressOf } from "../../options/values";
import { amount, object, type Schema, whole } from "../../schema/build";

/** What a steward asks for: lamports, parts per billion and basis points. */
export const policySchema: Schema = object({
  ...{ minBond: amount, joinFee: amount, leastDebt: amount, minVoteBalance: amount, targetRatio: whole },
  ...{ floorRatio: whole, maxMembers: whole, share: whole, commissionCeiling: whole, tolerance: whole },
  requireBlsKey: whole,
});

/** Options that set a policy: what is not given stays what it is. */
export const POLICY_OPTIONS: readonly Option[] = POLICY_TERMS.map(({ flag, value, summary }) => ({
  flags: `--${flag} <${value}>`,
  summary,
}));

/** The policy that options set, as far as they do. */
export function policyOf({ options }: Given): Partial<StewardPolicyArgs> {
  const given = POLICY_TERMS.flatMap(({ term, flag, read }) => {
    const value = options[flag.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())];
    return value === undefined ? [] : [[term, read(`--${flag}`, value)] as const];
  });
  return Object.fromEntries(given);
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
