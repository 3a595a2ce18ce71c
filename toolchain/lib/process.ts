import { type SpawnOptions, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import path from "node:path";
import { cacheFolder } from "./paths";

export class CommandFailed extends Error {
  constructor(
    readonly command: string,
    readonly status: number | NodeJS.Signals | null,
  ) {
    super(`${command} failed (${status})`);
  }
}

/** Runs a command to its end with this process's output; throws unless it succeeds. */
export async function run(command: string, args: string[], options: SpawnOptions = {}): Promise<void> {
  const child = spawn(command, args, { stdio: ["ignore", "inherit", "inherit"], ...options });
  const [status, signal] = await once(child, "exit");
  if (status !== 0) throw new CommandFailed([path.basename(command), ...args].join(" "), status ?? signal);
}

/** The same, but shows the command's output only if it fails. */
export async function runQuietly(command: string, args: string[], options: SpawnOptions = {}): Promise<void> {
  const child = spawn(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
  const output: Buffer[] = [];
  child.stdout?.on("data", (chunk: Buffer) => output.push(chunk));
  child.stderr?.on("data", (chunk: Buffer) => output.push(chunk));
  const [status, signal] = await once(child, "close");
  if (status === 0) return;
  process.stderr.write(Buffer.concat(output));
  throw new CommandFailed([path.basename(command), ...args].join(" "), status ?? signal);
}

/** What a command prints, or undefined if it cannot be run or fails. */
export function outputOf(command: string, args: string[], options: SpawnOptions = {}): string | undefined {
  const result = spawnSync(command, args, { ...options, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  return result.status === 0 ? result.stdout : undefined;
}

/**
 * Runs `work` while no other process on this machine is inside the same lock. The lock belongs to a child that lives
 * as long as its input is open, so it is released however this process ends.
 */
export async function withLock<T>(name: string, work: () => Promise<T>): Promise<T> {
  const file = cacheFolder(`${name}.lock`);
  const holder = spawn("flock", [file, "sh", "-c", "echo held; exec cat"], { stdio: ["pipe", "pipe", "inherit"] });
  const waiting = setTimeout(() => console.error(`another run holds the ${name} lock; waiting for it`), 2_000);
  try {
    // Where there is no flock (macOS) there is no lock: cargo's own locks still keep the folders sound.
    await Promise.race([once(holder.stdout, "data"), once(holder, "error")]);
    clearTimeout(waiting);
    return await work();
  } finally {
    clearTimeout(waiting);
    holder.stdin.end();
  }
}

/** Writes a file so that a reader sees the old content or the new one, never a part. */
export function writeWhole(file: string, content: string | Buffer): void {
  const partial = `${file}.${process.pid}.new`;
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(partial, content);
  fs.renameSync(partial, file);
}
