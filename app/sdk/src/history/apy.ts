import type { PriceEntry, PriceHistory } from "../accounts/priceHistory";

export interface ApyOptions {
  /** How many of the last epoch updates to look at; 10 if not given. */
  epochs?: number;
}

/** What holders earned, all fees taken off, as it would be over a year with compounding. */
export interface Apy {
  /** As a fraction: 0.07 is 7 %. */
  apy: number;
  /** Of the span that was looked at: also a fraction. */
  rise: number;
  /** Length of the span. */
  seconds: number;
  /** What the updates of the span brought less their losses, in lamports, before the reward fee. */
  gainBeforeFee: bigint;
  /** Tokens that the reward fee minted for it. */
  feeTokens: bigint;
  from: PriceEntry;
  to: PriceEntry;
}

const SECONDS_PER_YEAR = 365.25 * 24 * 3_600;
const PRECISION = 1_000_000_000_000_000n;

/**
 * The rise of the price over the last updates, per year of the time that the chain's clock says has passed; undefined with
 * fewer than two prices. For display only.
 */
export function apyOf({ entries }: PriceHistory, { epochs = 10 }: ApyOptions = {}): Apy | undefined {
  const span = entries.slice(-1 - epochs);
  const [from, ...later] = span;
  const to = later.at(-1);
  if (!from || !to || from.total === 0n || to.supply === 0n) return undefined;
  const ratio = Number((to.total * from.supply * PRECISION) / (to.supply * from.total)) / Number(PRECISION);
  const seconds = Number(to.unixTime - from.unixTime);
  if (seconds <= 0) return undefined;
  return {
    apy: ratio ** (SECONDS_PER_YEAR / seconds) - 1,
    rise: ratio - 1,
    seconds,
    gainBeforeFee: later.reduce((sum, entry) => sum + entry.gainBeforeFee, 0n),
    feeTokens: later.reduce((sum, entry) => sum + entry.feeTokens, 0n),
    from,
    to,
  };
}
