// The list: who joins it, and what changes.
import { instructions as build, managerOf, type PoolSnapshot, type ScoreChange } from "@truestake/sdk";
import { sendInstructions } from "../../signing/amounts";
import type { Description } from "../pool";
import { type Scoring, setScores } from "./scores";
import { limit, type Plan, SAYS } from "./step";

/** Most new validators in one transaction, by compute. */
const MOST_ADDED = 4;

export function validators(plan: Plan, of: Description, { pool, validators: list }: PoolSnapshot): void {
  const manager = managerOf(pool);
  const by = { by: "validator-manager", signer: manager } as const;
  const missing = of.validators.filter(({ vote }) => !list.find(vote));
  for (let at = 0; at < missing.length; at += MOST_ADDED) {
    const part = missing.slice(at, at + MOST_ADDED);
    plan.steps.push({
      ...by,
      lines: part.map(({ vote, score = 0, cap }) => ({
        ...{ what: `validator ${vote.toBase58()}`, from: null, reason: "it is not listed yet" },
        to: `score ${score}${cap === undefined ? "" : `, cap ${limit(cap)}`}`,
      })),
      run: (own) =>
        sendInstructions(
          own,
          part.map(({ vote, score = 0, cap }) =>
            build.addValidator({ pool, validatorManager: manager, vote, score, cap }),
          ),
        ),
    });
  }
  const changes: Scoring[] = [];
  const set = (change: ScoreChange, from: string, to: string, reason: string) =>
    changes.push({ change, line: { what: `validator ${change.vote.toBase58()}`, from, to, reason } });
  for (const wanted of of.validators) {
    const record = list.find(wanted.vote);
    if (!record) continue;
    const { score = record.score, cap = record.cap, keep = record.keep !== 0 } = wanted;
    if (record.score === score && record.cap === cap && (record.keep !== 0) === keep) continue;
    const shown = (each: { score: number; cap: bigint; keep: boolean }) =>
      `score ${each.score}, cap ${limit(each.cap)}${each.keep ? ", kept" : ""}`;
    const before = { score: record.score, cap: record.cap, keep: record.keep !== 0 };
    set({ index: record.index, vote: record.vote, score, cap, keep }, shown(before), shown({ score, cap, keep }), SAYS);
  }
  for (const vote of of.remove) {
    const record = list.find(vote);
    if (!record || (record.score === 0 && record.keep === 0)) continue;
    set(
      { index: record.index, vote, score: 0, cap: record.cap, keep: false },
      `score ${record.score}`,
      "score 0",
      "it is to be removed: first its stake leaves",
    );
  }
  setScores(plan, changes, manager);
  // A policy scores those that the file does not name, too.
  if (of.validators.length === 0 || of.scores) return;
  const named = new Set([...of.validators.map(({ vote }) => vote), ...of.remove].map((vote) => vote.toBase58()));
  for (const { vote, score } of list.records()) {
    if (named.has(vote.toBase58())) continue;
    plan.notes.push({
      what: `validator ${vote.toBase58()}`,
      from: `score ${score}`,
      to: null,
      reason: "is not in the file: kept as it is",
    });
  }
}
