// npm test [-- SUITE...] [-- --grep PATTERN]
//
// Runs every suite, or those named, and ends with the line "N passed, N failed". A skipped test counts as failed, and
// so does a runner that dies or a suite that finds no test: nothing passes by not being run.
// What the suites in process did with every instruction is printed as a table; after all of them it has to be complete.
// The validator, if this machine has none yet, is built in the background while the suites that need none run.
import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { PROGRAM } from "../../tests/coverage/program";
import { merge, type Outcomes, problems, rows } from "../../tests/coverage/table";
import { hostEnvironment, withHostTarget } from "../lib/cargo";
import { root } from "../lib/paths";
import type { Counts } from "../test/reporter";
import { ensureValidator, installedValidator } from "../validator";

interface Suite {
  name: string;
  /** What it runs: says so before it takes its time. */
  title: string;
  /** Whether the table of instructions × errors needs it. */
  isCovering?: boolean;
  run(): Promise<Counts>;
}

const inProcess = ["unit", "flows", "attacks", "assumptions", "model"];
const noCounts: Counts = { passed: 0, failed: 0, skipped: 0 };
/** What came of every instruction, one file per suite. */
const coverage = fs.mkdtempSync(path.join(os.tmpdir(), "truestake-coverage-"));
process.on("exit", () => fs.rmSync(coverage, { recursive: true }));
const { names, grep } = parseArguments(process.argv.slice(2));

function parseArguments(args: string[]): { names: string[]; grep: string | undefined } {
  const names: string[] = [];
  let grep: string | undefined;
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? "";
    if (arg === "--grep" || arg === "-g") grep = args[++at];
    else if (arg.startsWith("--grep=")) grep = arg.slice("--grep=".length);
    else names.push(arg);
  }
  return { names, grep };
}

function testFiles(folder: string): string[] {
  const whole = path.join(root, folder);
  if (!fs.existsSync(whole)) return [];
  const files = fs.readdirSync(whole, { recursive: true, encoding: "utf8" });
  return files
    .filter((file) => /\.test\.tsx?$/.test(file) && !file.includes("node_modules"))
    .map((file) => path.join(folder, file))
    .sort();
}

async function mocha(name: string, folder: string): Promise<Counts> {
  const files = testFiles(folder);
  if (files.length === 0) return { ...noCounts, failed: problem(`${folder} holds no *.test.ts`) };
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "truestake-test-"));
  const counts = path.join(scratch, "counts.json");
  const args = ["--reporter", "toolchain/test/reporter.ts", "--forbid-only", "--exit"];
  args.push("--require", "tests/coverage/record.ts");
  args.push("--timeout", name === "validator" ? "600000" : "120000", ...(grep ? ["--grep", grep] : []));
  const child = spawn("node_modules/.bin/ts-mocha", ["-p", "tsconfig.json", ...args, ...files], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, TRUESTAKE_COUNTS: counts, TRUESTAKE_COVERAGE: path.join(coverage, `${name}.json`) },
  });
  const [status, signal] = await once(child, "exit");
  const result: Counts = fs.existsSync(counts) ? JSON.parse(fs.readFileSync(counts, "utf8")) : { ...noCounts };
  fs.rmSync(scratch, { recursive: true });
  if (result.passed + result.failed + result.skipped === 0 && !(grep && status === 0)) {
    result.failed += problem(`${name}: mocha ran no test (${status ?? signal})`);
  } else if (signal || (status !== 0 && result.failed === 0)) {
    result.failed += problem(`${name}: mocha ended early (${status ?? signal})`);
  }
  return result;
}

async function rust(): Promise<Counts> {
  return withHostTarget(async () => {
    const args = ["test", "--workspace", "--locked", "--no-fail-fast", "--quiet", ...(grep ? ["--", grep] : [])];
    const child = spawn("cargo", args, { cwd: root, env: hostEnvironment(), stdio: ["ignore", "pipe", "inherit"] });
    let output = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      process.stdout.write(text);
    });
    const status = await new Promise<number | NodeJS.Signals | string | null>((resolve) => {
      child.once("error", (error) => resolve(error.message));
      child.once("close", (code, signal) => resolve(code ?? signal));
    });
    const result = { ...noCounts };
    for (const match of output.matchAll(/^test result: \w+\. (\d+) passed; (\d+) failed; (\d+) ignored;/gm)) {
      result.passed += Number(match[1]);
      result.failed += Number(match[2]);
      result.skipped += Number(match[3]);
    }
    if (status !== 0 && result.failed === 0) result.failed += problem(`rust: cargo test ended early (${status})`);
    else if (result.passed + result.failed === 0 && !grep) result.failed += problem("rust: cargo test ran no test");
    return result;
  });
}

/** One test: the committed artifacts are what the sources give. */
async function artifacts(): Promise<Counts> {
  const child = spawn(process.execPath, ["toolchain/run.mjs", "build", "--check"], { cwd: root, stdio: "inherit" });
  const [status] = await once(child, "exit");
  return status === 0 ? { ...noCounts, passed: 1 } : { ...noCounts, failed: 1 };
}

/** What came of every instruction in all suites. */
function covered(): Outcomes {
  const files = fs.readdirSync(coverage).map((file) => path.join(coverage, file));
  return merge(files.map((file) => JSON.parse(fs.readFileSync(file, "utf8")) as Outcomes));
}

function problem(message: string): 1 {
  console.error(`error: ${message}`);
  return 1;
}

function allSuites(): Suite[] {
  const folders: [name: string, folder: string][] = inProcess.map((name) => [name, `tests/${name}`]);
  for (const app of fs.readdirSync(path.join(root, "app")).sort()) {
    if (testFiles(`app/${app}/test`).length > 0) folders.push([app, `app/${app}/test`]);
  }
  return [
    ...folders.map(([name, folder]) => ({ name, title: folder, isCovering: true, run: () => mocha(name, folder) })),
    { name: "rust", title: "cargo test (the first time about 3 minutes more)", run: rust },
    { name: "artifacts", title: "committed artifacts (the first time about 6 minutes)", run: artifacts },
    {
      name: "validator",
      title: "tests/validator, on a real validator",
      run: () => mocha("validator", "tests/validator"),
    },
  ];
}

async function main(): Promise<void> {
  const all = allSuites();
  const unknown = names.filter((name) => !all.some((suite) => suite.name === name));
  if (unknown.length > 0) {
    const known = all.map((suite) => suite.name).join(", ");
    throw new Error(`no suite ${unknown.join(", ")}; there are: ${known}`);
  }
  // A pattern is for tests by name: the artifacts have none.
  const chosen = all.filter(({ name }) => (names.length > 0 ? names.includes(name) : !grep || name !== "artifacts"));

  const wantsValidator = chosen.some((suite) => suite.name === "validator");
  const validator = wantsValidator ? ensureValidator().catch((error: Error) => error) : undefined;

  const results: [name: string, counts: Counts][] = [];
  for (const suite of chosen) {
    console.log(`\n=== ${suite.name}: ${suite.title}`);
    if (suite.name === "validator") {
      if (!installedValidator()) console.log("waiting for the validator to be built");
      const ready = await validator;
      if (ready instanceof Error) {
        results.push([suite.name, { ...noCounts, failed: problem(ready.message) }]);
        continue;
      }
    }
    const counts = await suite.run().catch((error: Error) => ({ ...noCounts, failed: problem(error.message) }));
    results.push([suite.name, counts]);
  }

  const outcomes = covered();
  if (Object.keys(outcomes).length > 0) console.log(`\n=== instructions × errors\n${rows(outcomes, PROGRAM)}`);
  // Of some suites alone it is no measure.
  if (!grep && all.every((suite) => !suite.isCovering || chosen.includes(suite))) {
    const found = problems(outcomes, PROGRAM);
    for (const each of found) problem(each);
    results.push(["coverage", found.length > 0 ? { ...noCounts, failed: 1 } : { ...noCounts, passed: 1 }]);
  }

  const total = { ...noCounts };
  console.log("");
  for (const [name, { passed, failed, skipped }] of results) {
    console.log(`${name.padEnd(12)} ${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
    total.passed += passed;
    total.failed += failed + skipped;
  }
  if (total.passed + total.failed === 0) total.failed += problem("no test ran");
  console.log(`\n${total.passed} passed, ${total.failed} failed`);
  process.exitCode = total.failed > 0 ? 1 : 0;
}

main().catch((error: Error) => {
  console.error(`error: ${error.message}`);
  console.log("\n0 passed, 1 failed");
  process.exitCode = 1;
});
