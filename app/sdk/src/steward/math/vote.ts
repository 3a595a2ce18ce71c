// What the steward sees of a vote account: the same as the program, byte for byte.
import type { PublicKey } from "@solana/web3.js";
import { isError } from "../../errors/TruestakeError";
import { decodeVoteAccount, type VoteAccount } from "../../validators/voteAccount";
import { MAX_CREDITS_PER_SLOT } from "./note";

const VOTE_PROGRAM = "Vote111111111111111111111111111111111111111";
/** Where the node's key is, without which an account is closed, and the flag of the BLS key in version 4. */
const [NODE, NODE_END, BLS_FLAG] = [4, 36, 144];

/** A vote account, or that it is closed, or of a layout that the program does not know. */
export type SeenVote = VoteAccount | "closed" | "unknown";

/** What the steward makes of the account at a validator's vote key; `null` where there is none. */
export function seeVote(account: { owner: PublicKey; data: Uint8Array } | null | undefined): SeenVote {
  if (account?.owner.toBase58() !== VOTE_PROGRAM || account.data.length < NODE_END) return "closed";
  const { data } = account;
  if (data.subarray(NODE, NODE_END).every((byte) => byte === 0)) return "closed";
  try {
    const vote = decodeVoteAccount(data);
    return vote.version === 4 && (data[BLS_FLAG] ?? 0) > 1 ? "unknown" : vote;
  } catch (error) {
    if (isError(error, "AccountForeign")) return "unknown";
    throw error;
  }
}

/** Credits of an epoch; `unknown` for Alpenglow's, `earlier` where the account begins later. */
export type SeenCredits = bigint | "unknown" | "earlier";

/** Answers for epochs from the newest back, each asked for once. `now` is the epoch that runs, `slots` are those of an epoch. */
export function creditsOf({ credits }: VoteAccount, now: bigint, slots: bigint): (epoch: bigint) => SeenCredits {
  let rest = credits.length;
  let hasMarker = false;
  return (epoch) => {
    for (;;) {
      const entry = credits[rest - 1];
      if (!entry) return "earlier";
      if (entry.epoch < epoch) return hasMarker ? "unknown" : 0n;
      rest--;
      hasMarker ||= entry.epoch > now;
      if (entry.epoch !== epoch) continue;
      const isKnown = entry.credits >= 0n && entry.credits <= slots * MAX_CREDITS_PER_SLOT && !hasMarker;
      return isKnown ? entry.credits : "unknown";
    }
  };
}
