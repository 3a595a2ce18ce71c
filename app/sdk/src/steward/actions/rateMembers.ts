import { checkList } from "../../errors/arguments";
import { nodesIn, type Session } from "../../transaction/session";
import { placesIn } from "../calls";
import { outdated } from "../due";
import { stewardError } from "../errors";
import { rate } from "../instructions/rate";
import type { StewardDecoded } from "../layout";
import { fetchStewarded, fetchVotes, listed } from "../situation";
import { inRatingCalls, witnessesOf } from "../witnesses";
import type { MembersParameters } from "./assessMembers";
import { among, mostFor } from "./internal/calls";
import { keysOf, type StewardSent, sendDue } from "./internal/send";

export interface RateMembersParameters extends MembersParameters {
  /** Only those that were not rated in this epoch, and those whose rating would be another one now; false if not given. */
  onlyDue?: boolean | undefined;
}

/** What a rating found of a member. */
export type RatedMember = StewardDecoded<"ratedMember">;

/** Ratings that landed. */
export interface Rated {
  transactions: StewardSent[];
  /** All that were rated, witnesses that nobody named too. */
  members: RatedMember[];
}

/**
 * Sets the scores and caps of members that the pool lists, up to fifteen in a transaction; anybody may. Who may be silent is rated beside
 * three that vote, also where only it was named. `NotManager` where the steward is not the pool's validator manager.
 *
 * @example
 * ```ts
 * const { members } = await rateMembers(session, { onlyDue: true });
 * ```
 */
export async function rateMembers(session: Session, parameters: RateMembersParameters = {}): Promise<Rated> {
  const { votes, onlyDue = false } = parameters;
  checkList("votes", votes);
  const keys = keysOf(session);
  const build = (places: Parameters<typeof rate>[0]["places"]) => rate({ steward: keys, places });
  const transactions = await sendDue(session, async () => {
    const situation = await fetchStewarded(nodesIn(session), keys);
    if (!situation.isManager) throw stewardError("NotManager");
    const all = listed(situation);
    // Of all: who votes is a witness for whoever is named, and may be silent.
    const seen = await fetchVotes(
      nodesIn(session),
      all.map(({ vote }) => vote),
    );
    const witnesses = witnessesOf(situation, seen);
    const due = among(onlyDue ? outdated(situation, seen, witnesses) : all, votes);
    const most = mostFor(session, placesIn(situation), build);
    return inRatingCalls(situation, seen, due, most, witnesses).map(build);
  });
  const events = transactions.flatMap(({ stewardEvents }) => stewardEvents);
  return { transactions, members: events.flatMap(({ name, data }) => (name === "Rated" ? data.members : [])) };
}
