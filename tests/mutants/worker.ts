// A process that runs test suites against mutants, one after the other; see pool.ts.
import fs from "node:fs";
import path from "node:path";
import { LiteSvm } from "litesvm/dist/internal.js";
import Mocha from "mocha";
import { root } from "../../toolchain/lib/paths";
import { programWith } from "./schemata";
import type { Suite } from "./suites";

export interface Job {
  suite: Suite;
  /** 0 for none. */
  mutant: number;
  /** Finds out which guards refuse. */
  trace: boolean;
}

export interface Outcome {
  passed: number;
  /** The first test that fails, and why. */
  failure?: { test: string; message: string };
  /** With `trace`: the mutants that may matter to this suite. */
  told: number[];
  /** That this process computed. */
  seconds: number;
}

const [, , programFile = ""] = process.argv;
const program = fs.readFileSync(programFile);
let current: Buffer = program;
let trace = false;
const told = new Set<number>();

/** The parent tells what has to be told. */
class Silent extends Mocha.reporters.Base {}

/** Chains get the mutant where the tests name the program's file. */
function substitute(): void {
  const { addProgramFromFile, sendVersionedTransaction, simulateVersionedTransaction } = LiteSvm.prototype;
  LiteSvm.prototype.addProgramFromFile = function (address, file) {
    if (path.basename(file) === path.basename(programFile)) this.addProgram(address, current);
    else addProgramFromFile.call(this, address, file);
  };
  LiteSvm.prototype.sendVersionedTransaction = function (bytes) {
    if (trace) this.setLogBytesLimit();
    return listen(sendVersionedTransaction.call(this, bytes));
  };
  LiteSvm.prototype.simulateVersionedTransaction = function (bytes) {
    if (trace) this.setLogBytesLimit();
    return listen(simulateVersionedTransaction.call(this, bytes));
  };
}

type Result = ReturnType<LiteSvm["sendVersionedTransaction"] | LiteSvm["simulateVersionedTransaction"]>;

function listen<T extends Result>(result: T): T {
  if (!trace) return result;
  const logs = "meta" in result ? result.meta().logs() : result.logs();
  for (const line of logs) {
    const number = /^Program log: mutant (\d+)$/.exec(line)?.[1];
    if (number) told.add(Number(number));
  }
  return result;
}

/** Forgets the tests and what they remember; what they test stays loaded. */
function forgetTests(): void {
  const folders = ["tests", "demo", "migrations", "app/sdk/test"].map((folder) => path.join(root, folder) + path.sep);
  for (const file of Object.keys(require.cache)) {
    if (file.startsWith(__dirname)) continue;
    if (folders.some((folder) => file.startsWith(folder))) delete require.cache[file];
  }
}

function run(job: Job): Promise<Outcome> {
  const started = process.cpuUsage();
  current = programWith(program, job.mutant, job.trace);
  trace = job.trace;
  told.clear();
  forgetTests();
  const outcome: Outcome = { passed: 0, told: [], seconds: 0 };
  return new Promise((resolve) => {
    const finish = (): void => resolve({ ...outcome, told: [...told], seconds: computedSince(started) });
    const fail = (test: string, error: unknown): void => {
      outcome.failure ??= { test, message: String(error instanceof Error ? error.message : error).slice(0, 300) };
    };
    try {
      const mocha = new Mocha({
        timeout: 0,
        bail: !job.trace,
        reporter: Silent,
        ...(job.suite.grep && { grep: job.suite.grep }),
      });
      mocha.addFile(path.join(root, job.suite.file));
      const runner = mocha.run(finish);
      runner.on("pass", () => {
        outcome.passed += 1;
      });
      runner.on("fail", (test, error) => fail(test.fullTitle(), error));
    } catch (error) {
      fail("loading", error);
      finish();
    }
  });
}

function computedSince(started: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1_000_000;
}

/** Compiles no test twice. */
function rememberCompiled(): void {
  const service = (process as unknown as Record<symbol, { compile(code: string, file: string): string }>)[
    Symbol.for("ts-node.register.instance")
  ];
  if (!service) throw new Error("ts-node is not registered");
  const { compile } = service;
  const compiled = new Map<string, string>();
  service.compile = (code, file) => {
    const known = compiled.get(file);
    if (known !== undefined) return known;
    const output = compile(code, file);
    compiled.set(file, output);
    return output;
  };
}

substitute();
rememberCompiled();
process.on("disconnect", () => process.exit());
process.on("message", async (job: Job) => {
  const outcome = await run(job);
  process.send?.(outcome);
});
