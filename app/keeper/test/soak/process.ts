// The command line as a process: bundled once, so that a keeper that is killed is back in half a second.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { build } from "esbuild";

const root = path.resolve(__dirname, "../../../..");

/** Bundles `truestake` into a folder; returns the file. */
export async function bundleCli(folder = fs.mkdtempSync(path.join(os.tmpdir(), "truestake-cli-"))): Promise<string> {
  const outfile = path.join(folder, "truestake.cjs");
  await build({
    ...{ entryPoints: [path.join(root, "app/cli/src/main.ts")], outfile, bundle: true, platform: "node" },
    ...{ format: "cjs", target: "node20", tsconfig: path.join(root, "tsconfig.json"), logLevel: "error" },
    alias: { "@truestake/keeper": path.join(root, "app/keeper/src/index.ts") },
    // What it can do without, and is not there everywhere.
    external: ["bufferutil", "utf-8-validate", "pino-pretty"],
  });
  return outfile;
}

/** A keeper that runs: `truestake keeper run --config FILE`. */
export class KeeperProcess {
  private child: ChildProcess | undefined;
  /** Its exit code, once it has ended; null where a signal ended it. */
  ended: Promise<number | null> = Promise.resolve(null);
  /** What it has printed. */
  out = "";
  /** The last of what it said. */
  lines: string[] = [];
  starts = 0;
  /** Whether it has begun to look after its pools since it was started last. */
  isReady = false;

  constructor(
    private readonly cli: string,
    readonly home: string,
    readonly config: string,
    private readonly words: readonly string[] = [],
    /** Scripts that are loaded before all else. */
    private readonly preloads: readonly string[] = [],
  ) {}

  start(): void {
    const words = this.words.length > 0 ? this.words : ["keeper", "run", "--config", this.config];
    const env = { ...process.env, HOME: this.home };
    const preloads = this.preloads.flatMap((file) => ["--require", file]);
    this.child = spawn(process.execPath, [...preloads, this.cli, ...words], {
      env,
      stdio: ["ignore", "pipe", "pipe", ...(preloads.length > 0 ? (["ipc"] as const) : [])],
    });
    this.ended = once(this.child, "close").then(([code]) => code);
    this.child.stdout?.setEncoding("utf8").on("data", (text: string) => {
      this.out += text;
    });
    this.starts++;
    this.isReady = false;
    let rest = "";
    this.child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      const lines = (rest + text).split("\n");
      rest = lines.pop() ?? "";
      this.lines.push(...lines);
      this.isReady ||= lines.some((line) => line.includes("the keeper runs"));
      if (this.lines.length > 20_000) this.lines = this.lines.slice(-10_000);
    });
  }

  get isRunning(): boolean {
    return this.child !== undefined && this.child.exitCode === null && this.child.signalCode === null;
  }

  get pid(): number | undefined {
    return this.child?.pid;
  }

  /** Tells something to what was preloaded. */
  tell(message: object): void {
    // One that has just ended hears nothing more.
    if (this.child?.connected) this.child.send(message, () => undefined);
  }

  /** Sends a signal to this process alone. */
  signal(name: NodeJS.Signals): void {
    this.child?.kill(name);
  }

  /** Ends it at once, wherever it stands. */
  async kill(): Promise<void> {
    if (!this.isRunning) return;
    this.signal("SIGKILL");
    await this.ended;
  }

  /** Lets it end by itself; its exit code. */
  async stop(): Promise<number | null> {
    if (this.isRunning) this.signal("SIGTERM");
    return this.ended;
  }

  /** Whether a line of its log says so. */
  says(text: string): boolean {
    return this.lines.some((line) => line.includes(text));
  }
}
