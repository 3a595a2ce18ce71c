import { checkList } from "../../errors/arguments";
import { nodesIn, type Session } from "../../transaction/session";
import { dueForMigration } from "../due";
import { stewardError } from "../errors";
import { migrate } from "../instructions/migrate";
import { fetchStewarded } from "../situation";
import type { MembersParameters } from "./assessMembers";
import { among, callsFor } from "./internal/calls";
import { keysOf, type StewardSent, sendDue } from "./internal/send";

/**
 * Sets the scores of validators that the pool lists and that are no members: for ten epochs after the steward took over they keep
 * their stake, then they get none. Anybody may; nothing is sent where all scores are what they should be.
 *
 * @example
 * ```ts
 * const transactions = await migrateValidators(session);
 * ```
 */
export function migrateValidators(session: Session, { votes }: MembersParameters = {}): Promise<StewardSent[]> {
  checkList("votes", votes);
  const keys = keysOf(session);
  return sendDue(session, async () => {
    const situation = await fetchStewarded(nodesIn(session), keys);
    if (!situation.isManager) throw stewardError("NotManager");
    const due = among(dueForMigration(situation), votes);
    return callsFor(session, due, (validators) => migrate({ steward: keys, validators }));
  });
}
