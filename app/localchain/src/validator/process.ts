import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import type { Socket } from "node:net";
import os from "node:os";
import path from "node:path";

/** How long a process that was asked to end may take. */
const STOP_MILLISECONDS = 20_000;

/** Its arguments: a process to end and a folder to delete when the standard input closes. */
const GUARD = `
cat >/dev/null
kill "$1" 2>/dev/null
tries=0
while kill -0 "$1" 2>/dev/null && [ "$tries" -lt 100 ]; do sleep 0.1; tries=$((tries + 1)); done
rm -rf "$2"
`;

/** A process with a folder of its own, in which a file has all that it says. */
export abstract class LoggedProcess {
  constructor(readonly folder: string) {}

  abstract get pid(): number | undefined;
  abstract get running(): boolean;
  abstract stop(): Promise<void>;

  protected get log(): string {
    return path.join(this.folder, "output.log");
  }

  /** The last lines of what it said. */
  tail(lines = 20): string {
    // Its folder is gone once it has ended, if another process has started it.
    const text = fs.existsSync(this.log) ? fs.readFileSync(this.log, "utf8") : "";
    return text.trimEnd().split("\n").slice(-lines).join("\n");
  }

  /** Keeps what it said when its folder goes; returns the file. */
  keepLog(): string {
    const kept = `${this.folder}.log`;
    if (fs.existsSync(this.log)) fs.copyFileSync(this.log, kept);
    return kept;
  }
}

/** One that another process has started, and stops. */
export class OthersProcess extends LoggedProcess {
  constructor(
    folder: string,
    readonly pid: number,
  ) {
    super(folder);
  }

  get running(): boolean {
    try {
      return process.kill(this.pid, 0);
    } catch {
      return false;
    }
  }

  /** Does not stop it. */
  async stop(): Promise<void> {}
}

/**
 * One of our own, which is gone with its folder when this process ends, however it ends: a guard outside of it waits for
 * a pipe to close.
 */
export class GuardedProcess extends LoggedProcess {
  readonly exited: Promise<unknown>;
  private readonly child: ChildProcess;
  private readonly guard: ChildProcess;

  constructor(name: string, command: string, args: (folder: string) => string[], env: NodeJS.ProcessEnv = {}) {
    super(fs.mkdtempSync(path.join(os.tmpdir(), `truestake-${name}-`)));
    const output = fs.openSync(this.log, "w");
    this.child = spawn(command, args(this.folder), {
      stdio: ["ignore", output, output],
      env: { ...process.env, ...env },
    });
    fs.closeSync(output);
    this.exited = once(this.child, "exit").catch((error: Error) => error);
    // In a group of its own, so that Ctrl-C leaves it time to do its work.
    this.guard = spawn("sh", ["-c", GUARD, "guard", String(this.child.pid), this.folder], {
      stdio: ["pipe", "ignore", "ignore"],
      detached: true,
    });
    // Neither keeps this process alive.
    this.child.unref();
    this.guard.unref();
    (this.guard.stdin as Socket | null)?.unref();
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  get running(): boolean {
    return this.child.pid !== undefined && this.child.exitCode === null && this.child.signalCode === null;
  }

  /** Asks it to end, and insists when it does not; removes its folder. */
  async stop(): Promise<void> {
    if (this.running) {
      this.child.ref();
      this.child.kill("SIGTERM");
      const insist = setTimeout(() => this.child.kill("SIGKILL"), STOP_MILLISECONDS);
      await this.exited;
      clearTimeout(insist);
    }
    this.guard.kill("SIGKILL");
    fs.rmSync(this.folder, { recursive: true, force: true });
  }
}
