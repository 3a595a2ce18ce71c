// What no key can do where a steward manages: it signs for nobody.
import { managerOf, type PoolSnapshot } from "@truestake/sdk";
import { stewardOf } from "@truestake/sdk/steward";
import type { Line, Plan } from "./step";

const REASON =
  "a steward manages the validators: take it out of the file; `truestake steward show` says by which rules";

/** Steps of the validator manager are only told where that is the pool's steward: its rules say who is listed, and with which score. */
export function leaveToSteward(plan: Plan, { pool }: PoolSnapshot): void {
  if (!managerOf(pool).equals(stewardOf(plan.place).authority)) return;
  const isIts = ({ by }: Plan["steps"][number]) => by === "validator-manager";
  const told = plan.steps
    .filter(isIts)
    .flatMap(({ lines }): Line[] => lines.map((line) => ({ ...line, reason: REASON })));
  plan.notes.push(...told);
  plan.steps = plan.steps.filter((step) => !isIts(step));
}
