// What a delegation is doing in an epoch: the stake program's own arithmetic, which is in doubles.
import { type Delegation, NEVER } from "../accounts/stakeAccount";
import type { StakeHistory, StakeHistoryEntry } from "../accounts/stakeHistory";
import { WARMUP_RATE } from "./coolDown";
import { max } from "./units";

/** What a delegation is doing, as the program sees it; "Unknown" where the stake history lacks an epoch that decides. */
export type Phase = "Inactive" | "Activating" | "WarmingUp" | "Active" | "CoolingDown" | "Unknown";

/** Epochs that the stake history goes back. What has fallen off it is long active, or inactive. */
const HISTORY_EPOCHS = 512n;

/** What is asked of the stake history. */
type Entries = Pick<StakeHistory, "get">;

/** How much of a delegation is effective, and how much is on its way, in lamports. */
export function effectiveStake(
  delegation: Delegation,
  epoch: bigint,
  history: Entries,
): { effective: bigint; activating: bigint } {
  const started = activated(delegation, epoch, history);
  if (epoch < delegation.deactivationEpoch) return started;
  if (epoch === delegation.deactivationEpoch) return { effective: started.effective, activating: 0n };
  let cluster = history.get(delegation.deactivationEpoch);
  if (!cluster) return { effective: 0n, activating: 0n };
  let effective = started.effective;
  for (let at = delegation.deactivationEpoch + 1n; ; at++) {
    if (cluster.deactivating === 0n) break;
    effective -= change(effective, cluster.deactivating, cluster);
    if (effective <= 0n) return { effective: 0n, activating: 0n };
    const next = history.get(at);
    if (at >= epoch || !next) break;
    cluster = next;
  }
  return { effective, activating: 0n };
}

/** The same; undefined where the stake history lacks an epoch that decides, as after a restart that skipped one. */
export function knownStake(
  delegation: Delegation,
  epoch: bigint,
  history: StakeHistory,
): { effective: bigint; activating: bigint } | undefined {
  let hasGap = false;
  // The program finds an entry by its place: a missing epoch hides all before it.
  const isHidden = (target: bigint): boolean => {
    for (let at = epoch - 1n; at >= target; at--) if (!history.has(at)) return true;
    return false;
  };
  const get = (target: bigint): StakeHistoryEntry | undefined => {
    if (history.size === 0 || target >= epoch || target + HISTORY_EPOCHS < epoch) return undefined;
    hasGap ||= isHidden(target);
    return hasGap ? undefined : history.get(target);
  };
  const status = effectiveStake(delegation, epoch, { get });
  return hasGap ? undefined : status;
}

/** What a delegation is doing in an epoch; "Inactive" without one. */
export function phaseOf(delegation: Delegation | undefined, epoch: bigint, history: StakeHistory): Phase {
  if (!delegation) return "Inactive";
  const status = knownStake(delegation, epoch, history);
  if (!status) return "Unknown";
  const { effective, activating } = status;
  const stays = delegation.deactivationEpoch === NEVER;
  if (effective === 0n && activating === 0n) return "Inactive";
  if (!stays) return "CoolingDown";
  if (effective === 0n) return "Activating";
  return activating === 0n ? "Active" : "WarmingUp";
}

function activated(delegation: Delegation, epoch: bigint, history: Entries): { effective: bigint; activating: bigint } {
  const { stake, activationEpoch, deactivationEpoch } = delegation;
  if (activationEpoch === NEVER) return { effective: stake, activating: 0n };
  if (activationEpoch === deactivationEpoch || epoch < activationEpoch) return { effective: 0n, activating: 0n };
  if (epoch === activationEpoch) return { effective: 0n, activating: stake };
  let cluster = history.get(activationEpoch);
  if (!cluster) return { effective: stake, activating: 0n };
  let effective = 0n;
  for (let at = activationEpoch + 1n; ; at++) {
    if (cluster.activating === 0n) break;
    effective += change(stake - effective, cluster.activating, cluster);
    if (effective >= stake) return { effective: stake, activating: 0n };
    const next = history.get(at);
    if (at >= epoch || at >= deactivationEpoch || !next) break;
    cluster = next;
  }
  return { effective, activating: stake - effective };
}

function change(own: bigint, all: bigint, cluster: StakeHistoryEntry): bigint {
  const weight = Number(own) / Number(all);
  const lamports = BigInt(Math.trunc(weight * (Number(cluster.effective) * WARMUP_RATE)));
  return max(lamports, 1n);
}
