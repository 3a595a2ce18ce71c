import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import os from "node:os";
import { root } from "../lib/paths";

/** Set in the process that runs the tests. */
const INSIDE = "TRUESTAKE_TEST_SESSION";
/** Linux shares processors out among sessions before it looks at priorities, where this says 1. */
const AUTOGROUP = "/proc/sys/kernel/sched_autogroup_enabled";
/** Priority of our session, from which a browser's is another: enough to let the browser go first. */
const NICE = "5";

/**
 * Runs `npm test` once more in a session of its own and tells its exit code; undefined in that process, and where sessions do not
 * matter. A browser has a session of its own anyway, in which no priority reaches it: without this it would wait for what yields to it.
 * Whatever ends this process ends all of the session.
 */
export async function inOwnSession(): Promise<number | undefined> {
  if (process.env[INSIDE] !== undefined) {
    delete process.env[INSIDE];
    fs.writeFileSync("/proc/self/autogroup", NICE);
    return undefined;
  }
  if (!fs.existsSync(AUTOGROUP) || fs.readFileSync(AUTOGROUP, "utf8").trim() !== "1") return undefined;
  const env = { ...process.env, [INSIDE]: "1" };
  const words = ["toolchain/run.mjs", "test", ...process.argv.slice(2)];
  const child = spawn(process.execPath, words, { cwd: root, stdio: "inherit", detached: true, env });
  const end = (signal: NodeJS.Signals): void => {
    if (child.pid !== undefined) process.kill(-child.pid, signal);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, end);
  const [code, signal] = (await once(child, "exit")) as [number | null, NodeJS.Signals | null];
  return code ?? 128 + os.constants.signals[signal ?? "SIGTERM"];
}
