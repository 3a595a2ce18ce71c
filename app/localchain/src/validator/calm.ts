import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";

/** The thread of the validator that hands out transactions, as Linux names it. */
export const SCHEDULER = "solBnkTxSched";
/** The one that makes time pass. */
const CLOCK = "solPohTickProd";
/** Nanoseconds by which other threads may wake later than they asked for. */
export const SLACK = 10_000_000;

/**
 * Has a validator leave processors to others. Its scheduler takes what is free: while its validator leads, as one that is alone always
 * does, it asks for the next transaction without a pause, a whole processor for nothing. Others look every millisecond whether there is
 * something to do: they may be a little late, so that whoever computes is stopped half as often. On Linux only; elsewhere it stays as it is.
 */
export function calm(pid: number): void {
  for (const thread of threadsOf(pid)) {
    try {
      const name = nameOf(pid, thread);
      if (name === SCHEDULER) letIdle(thread);
      else if (name !== CLOCK) fs.writeFileSync(`/proc/${thread}/timerslack_ns`, String(SLACK));
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
