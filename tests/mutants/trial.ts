// One program's mutants before the tests.
//
// One build holds all mutants (schemata.ts). A run without a mutant comes first: it has to pass, and it tells which
// guards refuse in which suite. A guard that never refuses in a suite cannot be missed there, so each mutant is run
// against the others only, the likely ones first, the quickest first. What a suite made of a mutant is remembered
// until the program, the suite or what suites have in common changes: an interrupted run goes on where it was.
import os from "node:os";
import { writeWhole } from "../../toolchain/lib/process";
import { type Measured, measure } from "./baseline";
import { Memory } from "./memory";
import { mutate } from "./mutate";
import { inParallel, LOST } from "./pool";
import { line, type Verdict } from "./report";
import { buildSchemata, targetFolder } from "./schemata";
import type { Mutant } from "./site";
import { isOwn, suitesOf } from "./suites";
import type { Target } from "./targets";
import type { Job, Outcome } from "./worker";

const WORKERS = Math.min(2, os.availableParallelism());

export interface Trial {
  target: Target;
  mutants: Mutant[];
  /** Of those that were chosen. */
  verdicts: Verdict[];
}

/** The suites in which a mutant may be noticed: its instruction's first, the accounts of other instructions last. */
function candidates(mutant: Mutant, measured: Measured[]): Measured[] {
  const rank = (suite: Measured): number => {
    const kind = isOwn(suite, mutant.group) ? 0 : suite.grep ? 2 : 1;
    return kind * 1_000 + suite.seconds;
  };
  return measured.filter(({ told }) => told?.has(mutant.number) ?? true).sort((a, b) => rank(a) - rank(b));
}

async function judge(
  mutant: Mutant,
  measured: Measured[],
  memory: Memory,
  run: (job: Job, seconds: number) => Promise<Outcome>,
): Promise<Verdict> {
  const suites = candidates(mutant, measured);
  const known = suites.find((suite) => memory.failure(mutant, suite));
  for (const suite of known ? [known] : suites) {
    const remembered = memory.failure(mutant, suite);
    if (remembered) return { mutant, killer: { suite: suite.name, ...remembered } };
    if (remembered === null) continue;
    const once = (): Promise<Outcome> => run({ suite, mutant: mutant.number, trace: false }, 60 + suite.seconds * 5);
    let { failure } = await once();
    // What hangs or dies does so every time, or it says nothing about the guard.
    if (failure?.test === LOST) failure = (await once()).failure;
    memory.add(mutant, suite, failure);
    if (failure) return { mutant, killer: { suite: suite.name, ...failure } };
  }
  return { mutant };
}

/** Builds a program's mutants and judges those that are chosen. */
export async function tryMutants(target: Target, isChosen: (mutant: Mutant) => boolean): Promise<Trial> {
  const started = Date.now();
  const seconds = (): number => Math.round((Date.now() - started) / 1_000);
  const mutated = mutate(target);
  const { mutants } = mutated;
  const chosen = mutants.filter(isChosen);
  if (chosen.length === 0) return { target, mutants, verdicts: [] };
  const file = await buildSchemata(target, mutated);
  console.log(
    `${target.name}: ${mutants.length} mutants, ${chosen.length} of them to be run; the tests without a mutant first`,
  );
  const measured = await measure(file, suitesOf(target), WORKERS);
  console.log(`${seconds()} s: all ${measured.length} suites pass`);

  const memory = new Memory(targetFolder(target, "memory.json"), measured);
  const verdicts: Verdict[] = [];
  const begun = Date.now();
  await inParallel(file, WORKERS, chosen, async (mutant, run) => {
    const verdict = await judge(mutant, measured, memory, run);
    verdicts.push(verdict);
    console.log(line(verdict, target));
    memory.save();
    if (verdicts.length % 20 === 0) {
      const left = ((Date.now() - begun) / verdicts.length) * (chosen.length - verdicts.length);
      console.log(`${seconds()} s: ${verdicts.length} of ${chosen.length}, about ${Math.ceil(left / 60_000)} min left`);
    }
  });
  verdicts.sort((a, b) => a.mutant.number - b.mutant.number);
  writeWhole(targetFolder(target, "verdicts.json"), JSON.stringify(verdicts, undefined, 1));

  const killed = verdicts.filter(({ killer }) => killer).length;
  const survived = verdicts.length - killed;
  console.log(
    `\n${target.name}: ${verdicts.length} mutants: ${killed} killed, ${survived} survived, in ${seconds()} s`,
  );
  return { target, mutants, verdicts };
}
