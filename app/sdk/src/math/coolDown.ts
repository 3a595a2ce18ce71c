// How long stake takes to cool down, by the stake program's own arithmetic, which is in doubles.
import type { StakeHistory } from "../accounts/stakeHistory";
import { min } from "./units";

/** Part of all effective stake that may change in one epoch. */
export const WARMUP_RATE = 0.09;

/** Epochs after which {@link coolDownEpochs} looks no further. */
const FAR = 1_000n;

/**
 * Epochs until `lamports` more have cooled down that are deactivated now, by what the cluster did in the epoch before: all that
 * is being deactivated shares 9 % of all stake an epoch. 1 without an entry for it.
 */
export function coolDownEpochs(lamports: bigint, epoch: bigint, history: StakeHistory): bigint {
  const cluster = history.get(epoch - 1n);
  if (!cluster) return 1n;
  let [own, all, effective] = [lamports, cluster.deactivating + lamports, cluster.effective];
  for (let epochs = 1n; epochs < FAR; epochs++) {
    const cools = min(BigInt(Math.trunc(Number(effective) * WARMUP_RATE)), all);
    if (cools === 0n) return FAR;
    own -= (own * cools) / all;
    if (own <= 1n) return epochs;
    all -= cools;
    effective -= cools;
  }
  return FAR;
}
