// The table of instructions × errors that ends a run of the tests.
import fs from "node:fs";
import path from "node:path";
import { type Counts, FAILED, NONE } from "../counts";
import { PROGRAM } from "./program";
import { merge, type Outcomes, problems, rows } from "./table";

/** Prints what processes recorded in files of a folder. After all suites that it needs it has to be complete: one test. */
export function coverage(folder: string, isWhole: boolean): Counts | undefined {
  const files = fs.readdirSync(folder).map((file) => path.join(folder, file));
  const outcomes = merge(files.map((file) => JSON.parse(fs.readFileSync(file, "utf8")) as Outcomes));
  if (Object.keys(outcomes).length > 0) console.log(`\n=== instructions × errors\n${rows(outcomes, PROGRAM)}`);
  if (!isWhole) return undefined;
  const found = problems(outcomes, PROGRAM);
  for (const each of found) console.error(`error: ${each}`);
  return found.length > 0 ? FAILED : { ...NONE, passed: 1 };
}
