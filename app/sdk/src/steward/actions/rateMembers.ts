import { checkList } from "../../errors/arguments";
import { nodesIn, type Session } from "../../transaction/session";
import { stewardError } from "../errors";
import { rate } from "../instructions/rate";
import type { StewardDecoded } from "../layout";
import { dueForRating, placesIn } from "../plan";
import { fetchStewarded, fetchVotes } from "../situation";
import type { MembersParameters } from "./assessMembers";
import { among, callsFor, mostIn } from "./internal/calls";
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
  members: RatedMember[];
}

/**
 * Sets the scores and caps of members that the pool lists, up to fifteen in a transaction, which are each other's witnesses;
 * anybody may. `NotManager` where the steward is not the pool's validator manager.
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
    const places = placesIn(situation);
    if (!onlyDue) return callsFor(session, among(places, votes), build);
    const seen = await fetchVotes(
      nodesIn(session),
      places.map(({ vote }) => vote),
    );
    return dueForRating(situation, seen, mostIn(session, places, build)).map(build);
  });
  const events = transactions.flatMap(({ stewardEvents }) => stewardEvents);
  return { transactions, members: events.flatMap(({ name, data }) => (name === "Rated" ? data.members : [])) };
}
