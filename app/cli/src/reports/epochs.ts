// Epochs as dates.
import type { ChainClock, ChainSender } from "@truestake/sdk";

/** Where a node measures nothing: what slots are meant to take. */
const USUAL_SLOT_SECONDS = 0.4;
const SAMPLES = 30;

interface Sampling {
  getRecentPerformanceSamples?(limit: number): Promise<{ numSlots: number; samplePeriodSecs: number }[]>;
}

/** Seconds of a slot, as the node has measured them lately. */
export async function slotSeconds(connection: ChainSender): Promise<number> {
  const samples = await (connection as Sampling).getRecentPerformanceSamples?.(SAMPLES).catch(() => []);
  const slots = (samples ?? []).reduce((sum, { numSlots }) => sum + numSlots, 0);
  const seconds = (samples ?? []).reduce((sum, { samplePeriodSecs }) => sum + samplePeriodSecs, 0);
  return slots > 0 && seconds > 0 ? seconds / slots : USUAL_SLOT_SECONDS;
}

/** Seconds until an epoch so many epochs later begins; 0 for this one. */
export function secondsUntil(
  { slot, epochStartSlot, slotsInEpoch }: ChainClock,
  epochs: bigint,
  perSlot: number,
): number {
  if (epochs <= 0n) return 0;
  const slots = epochStartSlot + slotsInEpoch * epochs - slot;
  return Math.ceil(Number(slots) * perSlot);
}
