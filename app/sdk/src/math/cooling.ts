// How far a delegation that was deactivated has cooled down, and how long the rest of it will take.
import type { Delegation } from "../accounts/stakeAccount";
import type { StakeHistory } from "../accounts/stakeHistory";
import { coolDownEpochs, WARMUP_RATE } from "./coolDown";
import { knownStake } from "./phase";
import { min, saturatingMinus } from "./units";

/** What still cools down. */
export interface Cooling {
  lamports: bigint;
  /** Epochs until none of it does, if the cluster goes on as it does now: more than one where its limit holds stake back. */
  epochs: bigint;
}

/** What of a deactivated delegation still cools down; undefined where nothing does, or where the stake history cannot tell. */
export function coolingOf(delegation: Delegation, epoch: bigint, history: StakeHistory): Cooling | undefined {
  const lamports = knownStake(delegation, epoch, history)?.effective ?? 0n;
  if (epoch < delegation.deactivationEpoch || lamports === 0n) return undefined;
  const cluster = history.get(epoch - 1n);
  // What the cluster did in the epoch before knows nothing yet of what was deactivated in this one.
  if (!cluster || epoch === delegation.deactivationEpoch) {
    return { lamports, epochs: coolDownEpochs(lamports, epoch, history) };
  }
  // As this epoch began, a part of what was being deactivated had cooled down; these lamports are of the rest.
  const cooled = min(BigInt(Math.trunc(Number(cluster.effective) * WARMUP_RATE)), cluster.deactivating);
  const others = saturatingMinus(cluster.deactivating - cooled, lamports);
  const now = { ...cluster, effective: cluster.effective - cooled, deactivating: others };
  return { lamports, epochs: coolDownEpochs(lamports, epoch, new Map([[epoch - 1n, now]])) };
}
