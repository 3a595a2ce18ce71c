// The run without a mutant: every suite passes, and says which guards ever refused in it.
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { root } from "../../toolchain/lib/paths";
import { outputOf, writeWhole } from "../../toolchain/lib/process";
import { inParallel } from "./pool";
import type { Suite } from "./suites";

export interface Measured extends Suite {
  /** Of the program, the suite and all it uses: what came of it once comes of it again. */
  hash: string;
  /** The mutants that may matter to it: all others pass it for sure. Unknown where telling itself makes a test fail. */
  told: Set<number> | undefined;
  seconds: number;
}

interface Remembered {
  hash: string;
  told?: number[];
  seconds: number;
}

/** Runs every suite that has changed since it was last run. */
export async function measure(programFile: string, suites: Suite[], workers: number): Promise<Measured[]> {
  const store = path.join(path.dirname(programFile), "baseline.json");
  const known = new Map<string, Remembered>(Object.entries(readJson(store)));
  const common = commonHash(programFile, suites);
  const hashOf = ({ file, grep }: Suite): string =>
    hash(common, fs.readFileSync(path.join(root, file)), Buffer.from(grep ?? ""));
  const stale = suites.filter((suite) => known.get(suite.name)?.hash !== hashOf(suite));
  const failures: string[] = [];
  await inParallel(programFile, workers, stale, async (suite, run) => {
    const traced = await run({ suite, mutant: 0, trace: true }, 600);
    const silent = traced.failure ? await run({ suite, mutant: 0, trace: false }, 600) : undefined;
    const { passed, failure, seconds } = silent ?? traced;
    const told = silent ? undefined : traced.told;
    if (failure) failures.push(`${suite.name}: ${failure.test}\n${failure.message}`);
    else if (passed === 0) failures.push(`${suite.name}: no test`);
    else known.set(suite.name, { hash: hashOf(suite), seconds, ...(told && { told }) });
  });
  writeWhole(store, JSON.stringify(Object.fromEntries(known)));
  if (failures.length > 0) throw new Error(`without any mutant these fail:\n${failures.join("\n")}`);
  return suites.map((suite) => {
    const { told, ...rest } = known.get(suite.name) as Remembered;
    return { ...suite, ...rest, told: told && new Set(told) };
  });
}

function readJson(file: string): Record<string, Remembered> {
  return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, "utf8")) : {};
}

/** Of the program and everything that the suites have in common, other programs among it. */
function commonHash(programFile: string, suites: Suite[]): string {
  const list = [
    "ls-files",
    "--cached",
    "--others",
    "--exclude-standard",
    "tests",
    "app",
    "demo",
    "migrations",
    "artifacts",
    "toolchain/test/coverage",
  ];
  const own = new Set([...suites.map(({ file }) => file), `artifacts/${path.basename(programFile)}`]);
  const files = (outputOf("git", list, { cwd: root }) ?? "").split("\n").filter((file) => {
    if (
      own.has(file) ||
      !/\.(ts|json|so)$/.test(file) ||
      /^(tests\/(mutants|validator|bench)|app\/(?!sdk|localchain))/.test(file)
    )
      return false;
    return fs.existsSync(path.join(root, file)) && !file.endsWith(".test.ts");
  });
  return hash(fs.readFileSync(programFile), ...files.map((file) => fs.readFileSync(path.join(root, file))));
}

function hash(...contents: (Buffer | string)[]): string {
  const digest = createHash("sha256");
  for (const content of contents) digest.update(createHash("sha256").update(content).digest());
  return digest.digest("hex");
}
