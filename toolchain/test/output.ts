import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import os from "node:os";

/**
 * The priority of what yields: a tenth of the usual one's part. With the lowest a validator's scheduler, which asks for nothing but what is
 * free, would take a tenth of the processor from it.
 */
const YIELDING = 12;

/** What a part of a suite prints: at once, or kept until the whole suite is done and printed in one piece. */
export class Output {
  private kept = "";
  /** What failed, a text each: said once more at the end of all suites. */
  readonly failures: string[] = [];

  /** Processes that yield have what those leave that real time passes in. */
  constructor(
    private readonly isKept: boolean,
    private readonly yields: boolean,
  ) {}

  write(text: string): void {
    if (this.isKept) this.kept += text;
    else process.stdout.write(text);
  }

  /** Says what is wrong where no test can. */
  problem(message: string): void {
    this.failures.push(message);
    this.write(`error: ${message}\n`);
  }

  /** Prints what was kept. */
  flush(): void {
    process.stdout.write(this.kept);
    this.kept = "";
  }

  /** Starts a command that prints here. */
  spawn(command: string, args: string[], options: SpawnOptions): ChildProcess {
    const child = spawn(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
    if (this.yields && child.pid !== undefined) os.setPriority(child.pid, YIELDING);
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => this.write(text));
    }
    return child;
  }
}

/** How a command ended: its status, the signal that killed it, or why it could not be started. */
export function ended(child: ChildProcess): Promise<number | string | null> {
  return new Promise((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("close", (status, signal) => resolve(status ?? signal));
  });
}
