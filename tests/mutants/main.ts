// npm run test:mutants [-- --only INSTRUCTION|FILE|NUMBER]...
//
// Takes every guard of the program out in turn, or turns a rounding round, and lists the mutants that no test kills.
// Fails on a survivor without a reason in survivors.ts, and on a reason without a survivor.
//
// One build holds all mutants (schemata.ts). A run without a mutant comes first: it has to pass, and it tells which
// guards refuse in which suite. A guard that never refuses in a suite cannot be missed there, so each mutant is run
// against the others only, its own instruction's first, the quickest first. What a suite made of a mutant is remembered
// until the program, the suite or what suites have in common changes: an interrupted run goes on where it was.
import os from "node:os";
import path from "node:path";
import { cacheFolder, root } from "../../toolchain/lib/paths";
import { withLock, writeWhole } from "../../toolchain/lib/process";
import { type Measured, measure } from "./baseline";
import { Memory } from "./memory";
import { inParallel, LOST } from "./pool";
import { document, line, problems, type Verdict } from "./report";
import { buildSchemata } from "./schemata";
import type { Mutant } from "./site";
import { isOwn, suites } from "./suites";
import type { Job, Outcome } from "./worker";

const WORKERS = Math.min(2, os.availableParallelism());

function parseArguments(args: string[]): string[] {
  return args.flatMap((arg, at) => {
    if (arg.startsWith("--only=")) return [arg.slice("--only=".length)];
    if (arg === "--only") return args[at + 1] ?? [];
    if (args[at - 1] === "--only") return [];
    throw new Error(`--only INSTRUCTION|FILE|NUMBER is all there is, not ${arg}`);
  });
}

const isMeant = ({ number, file, group }: Mutant, only: string[]): boolean =>
  only.length === 0 || only.some((word) => word === String(number) || word === group || file.startsWith(word));

/** The suites in which a mutant may be noticed. */
function candidates(mutant: Mutant, measured: Measured[]): Measured[] {
  const rank = (suite: Measured): number => (isOwn(suite, mutant.group) ? 0 : 1_000) + suite.seconds;
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

async function main(): Promise<void> {
  const only = parseArguments(process.argv.slice(2));
  const started = Date.now();
  const seconds = (): number => Math.round((Date.now() - started) / 1_000);
  const { mutants, program } = await buildSchemata();
  const programFile = cacheFolder("mutants", "truestake.so");
  writeWhole(programFile, program);
  const chosen = mutants.filter((mutant) => isMeant(mutant, only));
  if (chosen.length === 0) throw new Error(`no mutant is called ${only.join(", ")}`);
  console.log(`${mutants.length} mutants, ${chosen.length} of them to be run; the tests without a mutant first`);
  const measured = await measure(programFile, suites(), WORKERS);
  console.log(`${seconds()} s: all ${measured.length} suites pass`);

  const memory = new Memory(measured);
  const verdicts: Verdict[] = [];
  const begun = Date.now();
  await inParallel(programFile, WORKERS, chosen, async (mutant, run) => {
    const verdict = await judge(mutant, measured, memory, run);
    verdicts.push(verdict);
    console.log(line(verdict));
    memory.save();
    if (verdicts.length % 20 === 0) {
      const left = ((Date.now() - begun) / verdicts.length) * (chosen.length - verdicts.length);
      console.log(`${seconds()} s: ${verdicts.length} of ${chosen.length}, about ${Math.ceil(left / 60_000)} min left`);
    }
  });
  verdicts.sort((a, b) => a.mutant.number - b.mutant.number);
  writeWhole(cacheFolder("mutants", "verdicts.json"), JSON.stringify(verdicts, undefined, 1));
  if (only.length === 0) writeWhole(path.join(root, "docs/MUTANTS.md"), document(verdicts));

  const killed = verdicts.filter(({ killer }) => killer).length;
  console.log(
    `\n${verdicts.length} mutants: ${killed} killed, ${verdicts.length - killed} survived, in ${seconds()} s`,
  );
  const wrong = problems(verdicts, mutants);
  for (const problem of wrong) console.error(problem);
  if (wrong.length > 0) throw new Error(`${wrong.length} mutants are not as they should be`);
}

// The scratch folder and the built program are one for all checkouts of a machine.
withLock("mutants", main).catch((error: Error) => {
  console.error(`error: ${error.message}`);
  process.exitCode = 1;
});
