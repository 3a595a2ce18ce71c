// A pledge under what the vote account takes costs the validator its stake: said before it is given.
import type { PublicKey } from "@solana/web3.js";
import { fetchVotes, stewardMath } from "@truestake/sdk/steward";
import type { Context } from "../../context/context";
import { percent } from "../../output/words";

/** What comes of a pledge by the commission that the vote account says now; nothing where that is no more than it. */
export async function warningOf(context: Context, vote: PublicKey, pledgeBps: number): Promise<string> {
  const seen = stewardMath.seeVote((await fetchVotes(context.nodes, [vote])).get(vote.toBase58()));
  if (typeof seen !== "object" || seen.commissionBps <= pledgeBps) return "";
  const [taken, pledged] = [percent(seen.commissionBps), percent(pledgeBps)];
  return `WARNING: its vote account takes ${taken}, more than the ${pledged} that it pledges: that is owed, and in the second epoch in a row its stake leaves. Lower the commission first. `;
}
