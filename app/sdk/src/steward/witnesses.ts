// Who is rated beside whom. A call finds somebody silent only by others of the same call that vote: whoever may be silent brings them.
import type { Member } from "./accounts/members";
import { evenly, placesIn } from "./calls";
import { WITNESSES } from "./idl/constants";
import type { MemberPlace } from "./instructions/places";
import { seeVote } from "./math/vote";
import { isLate, isWitness } from "./rating";
import { listed, type StewardSituation, type VotesSeen } from "./situation";

/** So many others of a call have to have voted of late before anybody in it is found silent. */
const NEEDED = Number(WITNESSES);

/** Who of `among` has voted of late, as far as `votes` has them: of the members that the pool lists, unless others are named. */
export function witnessesOf(
  situation: StewardSituation,
  votes: VotesSeen,
  among: readonly Member[] = listed(situation),
): Member[] {
  return among.filter(({ vote }) => isWitness(seeVote(votes.get(vote.toBase58())), situation.clock));
}

/** Whether a rating beside witnesses finds a member silent that is not known to be. Who is known to be stays so without any. */
function needsWitnesses({ vote, silentSlot }: Member, votes: VotesSeen, clock: StewardSituation["clock"]): boolean {
  const seen = seeVote(votes.get(vote.toBase58()));
  return typeof seen === "object" && isLate(seen, clock) && silentSlot !== seen.lastVotedSlot;
}

/**
 * Splits members that are to be rated into calls of at most `most`. Each call with somebody who may be silent has three that vote, as
 * long as there are so many: neighbours in the list that are one operator's fall silent together, and would have none. Those are members
 * to be rated as long as there are some left, then others, which are rated once more.
 */
export function inRatingCalls(
  situation: StewardSituation,
  votes: VotesSeen,
  due: readonly Member[],
  most: number,
  witnesses: readonly Member[] = witnessesOf(situation, votes),
): MemberPlace[][] {
  const isDue = new Set(due);
  const spare = witnesses.filter((member) => isDue.has(member));
  const canFind = witnesses.length >= NEEDED && most > NEEDED;
  const late = canFind ? due.filter((member) => needsWitnesses(member, votes, situation.clock)) : [];
  const calls = evenly(late, Math.max(1, most - NEEDED)).map((some) => {
    const own = spare.splice(0, NEEDED);
    const others = witnesses.filter((member) => !own.includes(member)).slice(0, NEEDED - own.length);
    return [...some, ...own, ...others];
  });
  const placed = new Set(calls.flat());
  const rest = due.filter((member) => !placed.has(member));
  // Filled up, so that witnesses cost no more calls than they have to.
  for (const call of calls) call.push(...rest.splice(0, most - call.length));
  return [...calls, ...evenly(rest, most)].map((call) =>
    placesIn(
      situation,
      call.sort((a, b) => a.index - b.index),
    ),
  );
}
