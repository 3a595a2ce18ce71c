import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import os from "node:os";
import { root } from "../lib/paths";

/** Tells `npm test` that it is in that session. */
const INSIDE = "TRUESTAKE_TEST_SESSION";
/** Linux shares processors out among sessions before it looks at priorities, where this says 1. */
const AUTOGROUP = "/proc/sys/kernel/sched_autogroup_enabled";
/** Priority of our session, from which a browser's is another: enough to let the browser go first. */
const NICE = "5";

/**
 * Runs `npm test` once more in a session of its own and tells its exit code; undefined in that process, and where sessions do not
 * matter. A browser has a session of its own anyway, in which no priority reaches it: without this it would wait for what yields to it.
 * What asks this process to end ends all of the session; after a kill (SIGKILL) it goes on.
 */
export async function inOwnSession(): Promise<number | undefined> {
  if (process.env[INSIDE] !== undefined) {
    delete process.env[INSIDE];
    try {
      fs.writeFileSync("/proc/self/autogroup", NICE);
    } catch {
      // The system takes few of these at a time; the tests are slower then, and no different.
    }
    return undefined;
  }
  if (!fs.existsSync(AUTOGROUP) || fs.readFileSync(AUTOGROUP, "utf8").trim() !== "1") return undefined;
  const env = { ...process.env, [INSIDE]: "1" };
  const words = ["toolchain/run.mjs", "test", ...process.argv.slice(2)];
  const child = spawn(process.execPath, words, { cwd: root, stdio: "inherit", detached: true, env });
  const end = (signal: NodeJS.Signals): void => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, signal);
    } catch {
      // It has ended.
    }
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"] as const) process.on(signal, end);
  const [code, signal] = (await once(child, "exit")) as [number | null, NodeJS.Signals | null];
  return code ?? 128 + os.constants.signals[signal ?? "SIGTERM"];
}
