import fs from "node:fs";
import os from "node:os";

/** The thread of the validator that hands out transactions, as Linux names it. */
export const SCHEDULER = "solBnkTxSched";
/** Behind whoever has something to do; it still has its turn several times in a slot. */
export const CALM = 15;

/**
 * Has a validator's scheduler take what processors are free. While its validator leads, as one that is alone always does, it
 * asks for the next transaction without a pause: a whole processor for nothing. On Linux only; elsewhere it stays as it is.
 */
export function calm(pid: number): void {
  for (const thread of threadsOf(pid)) {
    try {
      if (nameOf(pid, thread) === SCHEDULER) os.setPriority(thread, CALM);
    } catch {
      // It has ended, or is not ours to slow down.
    }
  }
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
