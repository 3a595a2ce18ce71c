import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { root } from "../lib/paths";
import { type Counts, FAILED, NONE, sum } from "./counts";
import { ended, type Output } from "./output";
import type { Report } from "./reporter";

/** Tests that run in one process. */
export interface MochaRun {
  /** Of the suite, for messages. */
  suite: string;
  files: readonly string[];
  grep?: string | undefined;
  /** Milliseconds that a test may take. */
  timeout: number;
  /** Takes down what came of every instruction in this file. */
  coverage?: string;
  env?: NodeJS.ProcessEnv;
}

/** What a process of Node.js has to require that runs TypeScript. */
export const TYPESCRIPT = "./toolchain/lib/typescript.cjs";

/** Tells how far a run is that has not ended. */
export type Progress = () => Counts;

export async function mocha(run: MochaRun, output: Output, tell: (progress: Progress) => void): Promise<Counts> {
  const { suite, files, grep, timeout, coverage } = run;
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "truestake-test-"));
  const file = path.join(scratch, "report.json");
  const read = (): Report => {
    return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, "utf8")) : { ...NONE, failures: [] };
  };
  tell(read);
  const args = [
    // Tests make much that lives for a moment: the collector looks at it less often.
    "--max-semi-space-size=64",
    "node_modules/mocha/bin/mocha.js",
    "--reporter",
    "toolchain/test/reporter.ts",
    "--forbid-only",
    "--exit",
  ];
  const required = [TYPESCRIPT, "./toolchain/test/addresses.ts"];
  if (coverage) required.push("./toolchain/test/coverage/record.ts");
  for (const file of required) args.push("--require", file);
  if (process.stdout.isTTY) args.push("--color");
  args.push("--timeout", String(timeout), ...(grep ? ["--grep", grep] : []), ...files);
  const own = { TRUESTAKE_REPORT: file, TRUESTAKE_COVERAGE: coverage };
  const child = output.spawn(process.execPath, args, { cwd: root, env: { ...process.env, ...run.env, ...own } });
  const status = await ended(child);
  const result = read();
  tell(() => result);
  fs.rmSync(scratch, { recursive: true });
  output.failures.push(...result.failures);
  const ran = result.passed + result.failed + result.skipped;
  if (ran === 0 && !(grep && status === 0)) {
    output.problem(`${suite}: mocha ran no test (${status})`);
    return FAILED;
  }
  // mocha's status is the number of failures, and a process that was killed has none.
  if (typeof status !== "number" || (status !== 0 && result.failed === 0)) {
    output.problem(`${suite}: mocha ended early (${status})`);
    return sum([result, FAILED]);
  }
  return result;
}
