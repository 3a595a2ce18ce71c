import type { PriceEntry, PriceHistory } from "./accounts/priceHistory";

export interface ApyOptions {
  /** How many of the last epochs to look at; 10 if not given. */
  epochs?: number;
  /** Seconds that a slot takes; 0.4 if not given. */
  secondsPerSlot?: number;
}

/** What holders earned, all fees taken off, as it would be over a year with compounding. */
export interface Apy {
  /** As a fraction: 0.07 is 7 %. */
  apy: number;
  /** Of the span that was looked at: also a fraction. */
  rise: number;
  from: PriceEntry;
  to: PriceEntry;
}

const SECONDS_PER_YEAR = 365.25 * 24 * 3_600;
const PRECISION = 10n ** 15n;

/** The rise of the price over the last epochs, per year; undefined with fewer than two prices. For display only. */
export function apyOf(
  { entries }: PriceHistory,
  { epochs = 10, secondsPerSlot = 0.4 }: ApyOptions = {},
): Apy | undefined {
  const to = entries.at(-1);
  const from = entries.at(Math.max(-entries.length, -1 - epochs));
  if (!from || !to || from === to || from.total === 0n || to.supply === 0n) return undefined;
  const ratio = Number((to.total * from.supply * PRECISION) / (to.supply * from.total)) / Number(PRECISION);
  const seconds = Number(to.slot - from.slot) * secondsPerSlot;
  if (seconds <= 0) return undefined;
  return { apy: ratio ** (SECONDS_PER_YEAR / seconds) - 1, rise: ratio - 1, from, to };
}
