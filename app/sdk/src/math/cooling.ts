// What somebody's own stake is doing on its way to SOL: how far one that was deactivated has cooled down, how long the rest will take.
import { type Delegation, NEVER } from "../accounts/stakeAccount";
import type { StakeHistory } from "../accounts/stakeHistory";
import { coolDownEpochs, WARMUP_RATE } from "./coolDown";
import { knownStake, phaseOf } from "./phase";
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

/** Where stake stands on its way to SOL, as its owner can act on it: deactivate it, wait, or withdraw it. */
export type StakeState = "active" | "activating" | "deactivating" | "withdrawable";

/**
 * Where a delegation stands in an epoch, by the stake program's own reckoning; "withdrawable" without one. Where the stake history lacks
 * an epoch that decides, nothing is withdrawable: the stake program cannot reckon it, either.
 */
export function stakeStateOf(delegation: Delegation | undefined, epoch: bigint, history: StakeHistory): StakeState {
  switch (phaseOf(delegation, epoch, history)) {
    case "Inactive":
      return "withdrawable";
    case "Activating":
      return "activating";
    case "CoolingDown":
      return "deactivating";
    case "Unknown":
      return delegation?.deactivationEpoch === NEVER ? "active" : "deactivating";
    default:
      return "active";
  }
}
