// npm run test:mutants [-- [--program truestake|steward]... [--only INSTRUCTION|FILE|NUMBER]...]
//
// Takes every guard of the programs out in turn, or turns a rounding round, and lists the mutants that no test kills.
// Fails on a survivor without a reason in survivors, and on a reason without a survivor. One program: targets; how its
// mutants are judged: trial.ts.
import fs from "node:fs";
import path from "node:path";
import { withMarked } from "../../toolchain/lib/marked";
import { root } from "../../toolchain/lib/paths";
import { withLock, writeWhole } from "../../toolchain/lib/process";
import { isMeant, parseArguments } from "./arguments";
import { problems, section } from "./report";
import { type Trial, tryMutants } from "./trial";

const PAGE = path.join(root, "docs/MUTANTS.md");

function report({ target, verdicts }: Trial): void {
  writeWhole(PAGE, withMarked(fs.readFileSync(PAGE, "utf8"), target.name, section(verdicts, target)));
}

async function main(): Promise<void> {
  const { targets, only } = parseArguments(process.argv.slice(2));
  const wrong: string[] = [];
  let judged = 0;
  for (const target of targets) {
    // A program's scratch folder and its built file are one for all checkouts of a machine.
    const trial = await withLock(`mutants-${target.name}`, () => tryMutants(target, (mutant) => isMeant(mutant, only)));
    judged += trial.verdicts.length;
    if (only.length === 0) report(trial);
    wrong.push(...problems(trial.verdicts, trial.mutants, target));
  }
  if (judged === 0) throw new Error(`no mutant is called ${only.join(", ")}`);
  for (const problem of wrong) console.error(problem);
  if (wrong.length > 0) throw new Error(`${wrong.length} mutants are not as they should be`);
}

main().catch((error: Error) => {
  console.error(`error: ${error.message}`);
  process.exitCode = 1;
});
