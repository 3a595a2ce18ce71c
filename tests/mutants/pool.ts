// Worker processes that run suites; one that hangs or dies is replaced.
import { type ChildProcess, fork } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { root } from "../../toolchain/lib/paths";
import type { Job, Outcome } from "./worker";

/** A chain that is no longer used is freed late: a process that has run this many suites makes room. */
const SUITES_PER_PROCESS = 25;

/** Longest time for a suite that computes nothing, in seconds. */
const WAIT = 1_200;

/** Seconds that a process has computed; 0 where the system does not tell. */
function computedBy({ pid }: ChildProcess): number {
  try {
    const fields = fs.readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return 0;
  }
}

class Worker {
  private child: ChildProcess | undefined;
  private count = 0;

  constructor(private readonly programFile: string) {}

  /** Gives up when the process has computed for `seconds`: on a busy machine the clock on the wall says nothing. */
  async run(job: Job, seconds: number): Promise<Outcome> {
    if (this.count >= SUITES_PER_PROCESS) this.stop();
    this.child ??= fork(path.join(__dirname, "worker.ts"), [this.programFile], {
      cwd: root,
      execArgv: ["--require", "ts-node/register/transpile-only", "--no-warnings"],
      // Random tests are the same for every mutant, and short.
      env: { ...process.env, TEST_SEED: "1", TEST_SEQUENCES: "20", TS_NODE_PROJECT: path.join(root, "tsconfig.json") },
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
    this.count += 1;
    const { child } = this;
    const [started, computed] = [Date.now(), computedBy(child)];
    return new Promise((resolve) => {
      const end = (outcome: Outcome): void => {
        clearInterval(watch);
        child.removeAllListeners();
        if (outcome.failure?.test === LOST) this.stop();
        resolve(outcome);
      };
      const lost = (message: string) => end({ passed: 0, failure: { test: LOST, message }, told: [], seconds });
      const watch = setInterval(() => {
        if (computedBy(child) - computed > seconds) lost(`computes for more than ${seconds} seconds`);
        else if (Date.now() - started > WAIT * 1_000) lost(`does not end in ${WAIT} seconds`);
      }, 1_000);
      child.once("message", (outcome: Outcome) => end(outcome));
      child.once("exit", () => lost("the process dies"));
      child.send(job);
    });
  }

  stop(): void {
    this.child?.removeAllListeners();
    this.child?.kill("SIGKILL");
    this.child = undefined;
    this.count = 0;
  }
}

/** Stands for the test that fails when the process hangs or dies. */
export const LOST = "(the process)";

/** Does `work` for each item, as many at a time as there are workers. */
export async function inParallel<T>(
  programFile: string,
  workers: number,
  items: T[],
  work: (item: T, run: (job: Job, seconds: number) => Promise<Outcome>) => Promise<void>,
): Promise<void> {
  const queue = [...items];
  await Promise.all(
    Array.from({ length: workers }, async () => {
      const worker = new Worker(programFile);
      try {
        for (let item = queue.shift(); item !== undefined; item = queue.shift()) {
          await work(item, (job, seconds) => worker.run(job, seconds));
        }
      } finally {
        worker.stop();
      }
    }),
  );
}
