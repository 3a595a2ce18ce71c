import type { Node } from "./node";

const MILLISECONDS_PER_YEAR = 365.25 * 24 * 3_600 * 1_000;

/** What stake earns in a year at the chain's own reward per epoch. */
export function yearlyRate({ chain, rewardPartsPerMillion }: Node): number {
  const epochs = MILLISECONDS_PER_YEAR / Number(chain.slotsPerEpoch * chain.slotMilliseconds);
  return (epochs * Number(rewardPartsPerMillion)) / 1_000_000;
}
