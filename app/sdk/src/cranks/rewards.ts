import type { ChainClock } from "../accounts/sysvars";
import { TruestakeError } from "../errors";
import { pause } from "../nodes/race";
import type { Session } from "../transaction/session";

/** Milliseconds to wait, if not given. */
export const DEADLINE = 600_000;
const POLL = 2_000;

/** What `look` finds once the epoch's rewards are paid out; `DeadlinePassed` where they are not by `until`. */
export async function afterRewards<T extends { clock: ChainClock }>(
  { options }: Session,
  until: number,
  look: () => Promise<T>,
): Promise<T> {
  for (;;) {
    const found = await look();
    if (!found.clock.rewardsActive) return found;
    if (Date.now() >= until) {
      throw new TruestakeError("DeadlinePassed", "the epoch's rewards are still being paid out");
    }
    await pause(Math.min(options.pollEvery ?? POLL, POLL), options.signal);
  }
}
