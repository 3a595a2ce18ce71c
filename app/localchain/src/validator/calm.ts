import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";

/** The thread of the validator that hands out transactions, as Linux names it. */
export const SCHEDULER = "solBnkTxSched";

/**
 * Has a validator's scheduler take what processors are free. While its validator leads, as one that is alone always does, it
 * asks for the next transaction without a pause: a whole processor for nothing. On Linux only; elsewhere it stays as it is.
 */
export function calm(pid: number): void {
  for (const thread of threadsOf(pid)) {
    try {
      if (nameOf(pid, thread) === SCHEDULER) letIdle(thread);
    } catch {
      // It has ended, or is not ours to slow down.
    }
  }
}

/** Has what nobody else wants. Where there is no chrt, the lowest priority: that still takes its part of a busy processor. */
function letIdle(thread: number): void {
  const { status } = spawnSync("chrt", ["-i", "-p", "0", String(thread)], { stdio: "ignore" });
  if (status !== 0) os.setPriority(thread, os.constants.priority.PRIORITY_LOW);
}

/** The threads of a process; none where the system does not tell. */
export function threadsOf(pid: number): number[] {
  try {
    return fs.readdirSync(`/proc/${pid}/task`).map(Number);
  } catch {
    return [];
  }
}

export function nameOf(pid: number, thread: number): string {
  return fs.readFileSync(`/proc/${pid}/task/${thread}/comm`, "utf8").trim();
}
