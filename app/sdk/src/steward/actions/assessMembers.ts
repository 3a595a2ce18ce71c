import type { PublicKey } from "@solana/web3.js";
import { checkList } from "../../errors/arguments";
import { nodesIn, type Session } from "../../transaction/session";
import { dueForAssessment } from "../due";
import { assess } from "../instructions/assess";
import type { StewardDecoded } from "../layout";
import { fetchStewarded } from "../situation";
import { among, callsFor } from "./internal/calls";
import { keysOf, type StewardSent, sendDue } from "./internal/send";

export interface MembersParameters {
  /** Vote accounts of the members; all if not given. */
  votes?: PublicKey[] | undefined;
}

/** What an assessment found of a member. */
export type AssessedMember = StewardDecoded<"assessedMember">;

/** Assessments that landed. */
export interface Assessed {
  transactions: StewardSent[];
  /** What was found, of members with anything new. */
  members: AssessedMember[];
}

/**
 * Notes what members owe for what the pool's stake earned with them last; anybody may. Nothing is sent where nothing is new.
 *
 * @example
 * ```ts
 * const { members } = await assessMembers(session);
 * ```
 */
export async function assessMembers(session: Session, { votes }: MembersParameters = {}): Promise<Assessed> {
  checkList("votes", votes);
  const keys = keysOf(session);
  const transactions = await sendDue(session, async () => {
    const due = among(dueForAssessment(await fetchStewarded(nodesIn(session), keys)), votes);
    return callsFor(session, due, (places) => assess({ steward: keys, places }));
  });
  const events = transactions.flatMap(({ stewardEvents }) => stewardEvents);
  return { transactions, members: events.flatMap(({ name, data }) => (name === "Assessed" ? data.members : [])) };
}
