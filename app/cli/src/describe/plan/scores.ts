// Scores, as many in a step as a transaction takes, and what a policy makes of them.
import type { PublicKey } from "@solana/web3.js";
import { managerOf, type PoolSnapshot, type ScoreChange } from "@truestake/sdk";
import { needsJito, type Policy, scoresOf } from "@truestake/sdk/scores";
import type { Context } from "../../context/context";
import { batchesOf, changesOf, checkDrain } from "../../scores/apply";
import { readInputs } from "../../scores/read";
import type { Description } from "../pool";
import type { Line, Plan } from "./step";

/** A change of a score, and what is said of it. */
export interface Scoring {
  change: ScoreChange;
  line: Line;
}

/** Steps of as many changes as fit around a multisig's wrapper: a plan is the same whichever way it goes to the chain. */
export function setScores(plan: Plan, scorings: readonly Scoring[], manager: PublicKey): void {
  const lines = new Map(scorings.map(({ change, line }) => [change, line]));
  const batches = batchesOf([...lines.keys()], { place: plan.place, manager, isWrapped: true });
  for (const changes of batches) {
    plan.steps.push({
      ...{ by: "validator-manager", signer: manager },
      lines: changes.flatMap((change) => lines.get(change) ?? []),
      run: (own) => own.setScores({ changes }),
    });
  }
}

/** What the policy makes of the validators that are listed; those that are to go are no longer scored. */
export async function scores(
  plan: Plan,
  policy: Policy,
  of: Description,
  { context, snapshot }: { context: Context; snapshot: PoolSnapshot },
): Promise<void> {
  if (snapshot.validators.count === 0) return;
  const inputs = await readInputs(context, { window: policy.window, jito: needsJito(policy) }, plan.place);
  const leaving = new Set(of.remove.map((vote) => vote.toBase58()));
  const named = new Map(of.validators.map((each) => [each.vote.toBase58(), each]));
  // Their caps and flags are what the step before this one makes them.
  const validators = inputs.pool.validators
    .filter(({ vote }) => !leaving.has(vote))
    .map((each) => ({
      ...each,
      cap: named.get(each.vote)?.cap ?? each.cap,
      keep: named.get(each.vote)?.keep ?? each.keep,
    }));
  const pool = { ...inputs.pool, validators };
  const result = scoresOf({ ...inputs, pool }, policy);
  checkDrain(result);
  const reasons = new Map(result.scored.map((each) => [each.vote, each]));
  const scorings = changesOf(result, pool).map((change): Scoring => {
    const what = `validator ${change.vote.toBase58()}`;
    const { before, reason = "" } = reasons.get(change.vote.toBase58()) ?? {};
    return { change, line: { what, from: `score ${before}`, to: `score ${change.score}`, reason } };
  });
  setScores(plan, scorings, managerOf(snapshot.pool));
}
