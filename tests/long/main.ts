// npm run test:long [-- SEQUENCES] [--seed SEED] [--workers WORKERS]
//
// Thousands of random lives of pools on the chain and in the model: tests/model does a few of the same with every
// `npm test`. Ends with what every instruction came to.
import { fork } from "node:child_process";
import path from "node:path";
import { parseArgs } from "node:util";
import { SEED } from "../common";
import { Coverage } from "../model/coverage";
import { STEPS } from "../model/run";
import type { Report } from "./worker";

/** Lives of one process. */
const BATCH = 50;
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: "string" }, workers: { type: "string" } },
});
const sequences = Number(positionals[0] ?? process.env.TEST_SEQUENCES ?? 2_000);
const firstSeed = Number(values.seed ?? SEED);
const workers = Number(values.workers ?? 2);
const coverage = new Coverage();
const failures: string[] = [];
const began = Date.now();

function batch(seed: number, count: number): Promise<void> {
  const child = fork(path.join(__dirname, "worker.ts"), [String(seed), String(count)], {
    execArgv: ["-r", require.resolve("../../toolchain/lib/typescript.cjs")],
  });
  return new Promise((resolve) => {
    let report: Report | undefined;
    child.on("message", (message) => {
      report = message as Report;
    });
    child.on("exit", (code, signal) => {
      if (report) coverage.add(report.coverage);
      if (!report || report.error) {
        const why = report?.error ?? `the process ended early (${code ?? signal})`;
        failures.push(`TEST_SEED=${seed} npm run test:long -- ${count}\n${why}`);
      }
      resolve();
    });
  });
}

function minutes(milliseconds: number): string {
  return `${(milliseconds / 60_000).toFixed(1)} min`;
}

async function main(): Promise<void> {
  console.log(`${sequences} lives of ${STEPS} steps, seeds from ${firstSeed}, ${workers} processes`);
  const seeds = Array.from({ length: Math.ceil(sequences / BATCH) }, (_, index) => index);
  const work = async (): Promise<void> => {
    for (let index = seeds.shift(); index !== undefined && failures.length === 0; index = seeds.shift()) {
      await batch(firstSeed + index, Math.min(BATCH, sequences - index * BATCH));
      const spent = Date.now() - began;
      const left = (spent / Math.max(coverage.sequences, 1)) * (sequences - coverage.sequences);
      console.log(`${coverage.sequences} lives in ${minutes(spent)}, about ${minutes(left)} to go`);
    }
  };
  await Promise.all(Array.from({ length: workers }, work));
  console.log(`\n${coverage.table()}\n`);
  for (const failure of failures) console.log(`${failure}\n`);
  if (coverage.missing.length > 0) console.log(`never succeeded: ${coverage.missing.join(", ")}`);
  const failed = failures.length + coverage.missing.length;
  console.log(`${coverage.sequences} lives of ${STEPS} steps, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}

main();
