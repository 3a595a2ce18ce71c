// What commands look at before they ask: the steward as it is, and one member of it.
import type { PublicKey } from "@solana/web3.js";
import { fetchStewarded, type Member, memberIn, type StewardSituation, stewardOf } from "@truestake/sdk/steward";
import type { Context } from "../../context/context";
import type { Given } from "../../framework/command";
import { votesOf } from "./shared";

export async function situationOf(context: Context): Promise<StewardSituation> {
  return fetchStewarded(context.nodes, stewardOf(await context.deployment()));
}

export async function memberOf(context: Context, vote: PublicKey): Promise<[StewardSituation, Member]> {
  const situation = await situationOf(context);
  return [situation, await memberIn(context.nodes, situation, vote)];
}

/**
 * Members that are named; undefined for all. `MemberNotFound` where one is none: otherwise nothing would be done for it, without a word.
 */
export async function membersNamed(context: Context, given: Given): Promise<PublicKey[] | undefined> {
  const votes = votesOf(given);
  if (!votes) return undefined;
  const situation = await situationOf(context);
  for (const vote of votes) await memberIn(context.nodes, situation, vote);
  return votes;
}
