// A part of the long run, in a process of its own: its memory ends with it.
import { Coverage } from "../model/coverage";
import { live } from "../model/run";

/** What the parent is told at the end. */
export interface Report {
  coverage: Pick<Coverage, "counts" | "sequences" | "steps">;
  /** fast-check's report of what does not hold. */
  error?: string;
}

async function main(): Promise<void> {
  const [seed, count] = process.argv.slice(2).map(Number);
  const coverage = new Coverage();
  const report: Report = { coverage };
  await live(seed ?? 0, count ?? 0, coverage).catch((error: Error) => {
    // fast-check says which life it is, and its cause what does not hold.
    report.error = error.cause instanceof Error ? `${error.message}\n${error.cause.message}` : error.message;
  });
  process.send?.(report, () => process.disconnect());
}

main();
