// How much slower than alone processes run at the moment, by what the system says of the time that they waited for a processor.
import fs from "node:fs";

/** Most that time is slowed down; and how much of what was measured before is kept. */
const [MOST, KEPT] = [20, 0.8];

interface Seen {
  ran: number;
  waited: number;
}

/** Nanoseconds that a process' first thread has run, and has waited while it could run; undefined where the system does not tell. */
function seenOf(pid: number): Seen | undefined {
  try {
    const [ran = 0, waited = 0] = fs.readFileSync(`/proc/${pid}/schedstat`, "utf8").split(" ").map(Number);
    return { ran, waited };
  } catch {
    return undefined;
  }
}

export class Slowness {
  private readonly before = new Map<number, Seen>();
  private readonly recent = new Map<number, Seen>();

  /** How many times longer the slowest of them takes than it would alone; 1 where nobody tells. */
  of(pids: readonly number[]): number {
    for (const pid of [...this.before.keys()]) {
      if (pids.includes(pid)) continue;
      this.before.delete(pid);
      this.recent.delete(pid);
    }
    const factors = pids.map((pid) => {
      const now = seenOf(pid);
      const before = this.before.get(pid) ?? now;
      if (!now || !before) return 1;
      const recent = this.recent.get(pid) ?? { ran: 0, waited: 0 };
      const ran = KEPT * recent.ran + (now.ran - before.ran);
      const waited = KEPT * recent.waited + (now.waited - before.waited);
      this.before.set(pid, now);
      this.recent.set(pid, { ran, waited });
      return ran === 0 ? 1 : (ran + waited) / ran;
    });
    return Math.min(MOST, Math.max(1, ...factors));
  }
}
