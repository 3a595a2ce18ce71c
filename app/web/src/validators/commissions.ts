// How a validator's commission has changed, by what a published score file knows.
import type { CommissionSeen } from "../worker/protocol";

/** A change, with the epoch in which the new one was first seen. In basis points. */
export interface Change {
  before: number;
  after: number;
  epoch: bigint;
}

/** Changes from one epoch that is known to the next, oldest first. What nobody wrote down is no change. */
export function changesOf(seen: readonly CommissionSeen[]): Change[] {
  return seen.flatMap(({ epoch, commissionBps: after }, at) => {
    const before = seen[at - 1]?.commissionBps;
    return before === undefined || before === after ? [] : [{ before, after, epoch }];
  });
}
