import { isError } from "../../errors";
import { nodesIn, type Session } from "../../transaction/session";
import { dueForMigration, dueForRemoval, isNoteDue } from "../due";
import { isExpectedByKeepers } from "../errors";
import { fetchStewardSituation } from "../situation";
import { assessMembers } from "./assessMembers";
import { coverMembers } from "./coverMembers";
import { keysOf, type StewardSent } from "./internal/send";
import { listValidators } from "./listValidator";
import { migrateValidators } from "./migrateValidators";
import { noteEpoch } from "./noteEpoch";
import { rateMembers } from "./rateMembers";
import { removeMembers } from "./removeMember";

/** What a keeper's pass over a steward did, in the order of the steps. */
export interface StewardCrankReport {
  noted: StewardSent[];
  assessed: StewardSent[];
  covered: StewardSent[];
  removed: StewardSent[];
  listed: StewardSent[];
  migrated: StewardSent[];
  rated: StewardSent[];
}

const nothing = (): StewardCrankReport => ({
  noted: [],
  assessed: [],
  covered: [],
  removed: [],
  listed: [],
  migrated: [],
  rated: [],
});

/**
 * One pass of a keeper over the pool's steward, after the pool's update: note, assess, cover, remove, list, migrate, rate; of each
 * what is due. Does nothing for a pool without a steward. What somebody else has done meanwhile is no error. Memberships that validators
 * left behind which were vetoed stay: nothing lists them, and `closeMembership` closes one.
 *
 * @example
 * ```ts
 * await crank(session);
 * const { rated } = await crankSteward(session);
 * ```
 */
export async function crankSteward(session: Session): Promise<StewardCrankReport> {
  const [nodes, keys] = [nodesIn(session), keysOf(session)];
  const report = nothing();
  const situation = await fetchStewardSituation(nodes, keys);
  if (!situation) return report;
  const step = async (name: keyof StewardCrankReport, run: () => Promise<StewardSent[]>): Promise<void> => {
    try {
      report[name] = await run();
    } catch (error) {
      const cause = isError(error, "PartlyDone") ? error.args.error : error;
      if (!isExpectedByKeepers(cause)) throw error;
    }
  };
  if (isNoteDue(situation)) await step("noted", async () => [await noteEpoch(session)]);
  if (situation.members.members.length > 0) {
    await step("assessed", async () => (await assessMembers(session)).transactions);
    await step("covered", async () => (await coverMembers(session)).transactions);
    if (dueForRemoval(situation).length > 0) await step("removed", () => removeMembers(session));
  }
  if (!situation.isManager) return report;
  await step("listed", () => listValidators(session));
  // Who was removed just now is no member any more: the pool has to know that nobody keeps it.
  if (report.removed.length > 0 || dueForMigration(situation).length > 0)
    await step("migrated", () => migrateValidators(session));
  await step("rated", async () => (await rateMembers(session, { onlyDue: true })).transactions);
  return report;
}
