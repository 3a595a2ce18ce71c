// npm test [-- SUITE|FILE...] [-- --grep PATTERN]
//
// Runs every suite, or those named, or single files, and ends with the line "N passed, N failed". A skipped test counts
// as failed, and so does a runner that dies or a suite that finds no test: nothing passes by not being run.
// Processes run side by side; what a suite prints is kept together. Real time passes in the page's tests, on validators and in the
// keepers' soak: the others yield to them. The validator, if this machine has none yet, is built in the background until then.
// What the suites in process did with every instruction is printed as a table; after all of them it has to be complete.
import { randomInt } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { root } from "../lib/paths";
import { FAILED, sum } from "../test/counts";
import { coverage } from "../test/coverage";
import { runSuites } from "../test/run";
import { inOwnSession } from "../test/session";
import { allSuites, type Choice, fileSuite, type Suite } from "../test/suites";
import { ensureValidator } from "../validator";
import { buildPage } from "../web/build";

/** Of what yields: one more than there are processors, since some of it waits, too. */
const LANES = Math.min(2, os.availableParallelism()) + 1;

interface Arguments {
  suites: string[];
  files: string[];
  grep: string | undefined;
}

function parseArguments(args: string[]): Arguments {
  const parsed: Arguments = { suites: [], files: [], grep: undefined };
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? "";
    if (arg === "--grep" || arg === "-g") parsed.grep = args[++at];
    else if (arg.startsWith("--grep=")) parsed.grep = arg.slice("--grep=".length);
    else if (/\.tsx?$/.test(arg)) parsed.files.push(testFile(arg));
    else parsed.suites.push(arg);
  }
  return parsed;
}

/** A file of tests, named from the repository or from where npm was called. */
function testFile(name: string): string {
  const places = [root, process.env.INIT_CWD ?? root].map((folder) => path.resolve(folder, name));
  const file = places.find((place) => fs.existsSync(place));
  if (!file || !/\.test\.tsx?$/.test(file)) throw new Error(`${name} is no file of tests (*.test.ts)`);
  return path.relative(root, file);
}

function choose({ suites, files, grep }: Arguments, all: Suite[], choice: Choice): Suite[] {
  const unknown = suites.filter((name) => !all.some((suite) => suite.name === name));
  if (unknown.length > 0) {
    const known = all.map((suite) => suite.name).join(", ");
    throw new Error(`no suite ${unknown.join(", ")}; there are: ${known}`);
  }
  const named = all.filter(({ name }) => suites.includes(name));
  if (suites.length + files.length > 0) return [...named, ...files.map((file) => fileSuite(file, choice))];
  // A pattern is for tests by name: the artifacts have none.
  return all.filter(({ name }) => !(grep && name === "artifacts"));
}

const FAILURE_CHARACTERS = 1_500;

function shortened(text: string): string {
  return text.length <= FAILURE_CHARACTERS ? text : `${text.slice(0, FAILURE_CHARACTERS)} …`;
}

function temporaryFolder(name: string): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), `truestake-${name}-`));
  process.on("exit", () => fs.rmSync(folder, { recursive: true }));
  return folder;
}

let page: Promise<string> | undefined;

/** The page's folder; it is built when somebody asks first. */
function pageOnce(): Promise<string> {
  page ??= (async () => {
    const folder = temporaryFolder("page");
    await buildPage(folder);
    return folder;
  })();
  return page;
}

async function main(): Promise<void> {
  const code = await inOwnSession();
  if (code !== undefined) {
    process.exitCode = code;
    return;
  }
  const wanted = parseArguments(process.argv.slice(2));
  // Processes that share random tests have to agree on their seed.
  process.env.TEST_SEED ??= String(randomInt(2 ** 31));
  let building: Promise<string> | undefined;
  const validator = (): Promise<string> => (building ??= ensureValidator());
  const [coverageFolder, shared] = [temporaryFolder("coverage"), temporaryFolder("lives")];
  const choice: Choice = { grep: wanted.grep, coverage: coverageFolder, shared, validator, page: pageOnce };
  const all = allSuites(choice);
  const chosen = choose(wanted, all, choice);
  const results = await runSuites(chosen, LANES);

  const ended = chosen.map((suite) => ({
    name: suite.name,
    ...(results.get(suite) ?? { counts: FAILED, failures: ["did not run"] }),
  }));
  // Of some suites alone it is no measure.
  const isWhole = !wanted.grep && all.every((suite) => !suite.isCovering || chosen.includes(suite));
  const table = coverage(choice.coverage, isWhole);
  if (table) ended.push({ name: "coverage", counts: table, failures: [] });

  console.log("");
  const width = Math.max(12, ...ended.map(({ name }) => name.length));
  for (const { name, counts } of ended) {
    const { passed, failed, skipped } = counts;
    console.log(`${name.padEnd(width)} ${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
  }
  // Once more at the end, where a log that was cut still has them.
  for (const { name, failures } of ended) {
    for (const failure of failures) console.log(`\n${name}: ${shortened(failure)}`);
  }
  const total = sum(ended.map(({ counts }) => counts));
  const failed = total.failed + total.skipped;
  if (total.passed + failed === 0) throw new Error("no test ran");
  console.log(`\n${total.passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}

main().catch((error: Error) => {
  console.error(`error: ${error.message}`);
  console.log("\n0 passed, 1 failed");
  process.exitCode = 1;
});
