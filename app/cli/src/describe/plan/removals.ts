// Who leaves the list.
import type { PoolSnapshot } from "@truestake/sdk";
import { isDrained } from "@truestake/sdk/operators";
import { decimal } from "../../output/words";
import type { Description } from "../pool";
import type { Plan } from "./step";

/** Last of a plan: whoever is removed gives their place to another, and scores are set by place. */
export function removals(plan: Plan, of: Description, { validators: list }: PoolSnapshot): void {
  for (const vote of of.remove) {
    const record = list.find(vote);
    if (!record || record.score > 0 || record.keep !== 0) continue;
    const what = `validator ${vote.toBase58()}`;
    if (!isDrained(record)) {
      const reason = `is to be removed: ${decimal(record.stakeLamports + record.transientLamports)} SOL still have to come back`;
      plan.notes.push({ what, from: "score 0", to: null, reason });
      continue;
    }
    plan.steps.push({
      by: "anybody",
      signer: null,
      lines: [{ what, from: "score 0", to: null, reason: "it is to be removed, and its stake has come back" }],
      run: (own) => own.removeValidators({ votes: [vote] }),
    });
  }
}
