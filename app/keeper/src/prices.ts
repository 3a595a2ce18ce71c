// What to pay for being taken: little at first, more with every attempt that nobody took, and what has worked the next time.
import type { FeeConfig } from "./config";

/** How much of what has worked the next first attempt pays. */
const [KEPT, OF] = [3n, 4n];

/** Prices in micro-lamports per compute unit. Each attempt's priority fee is bounded in lamports beside: see `mostLamports`. */
export class Prices {
  private learnt = 0n;

  constructor(private readonly config: Pick<FeeConfig, "first" | "factor">) {}

  /** The price of an attempt, 0 for the first, where others have paid `recent` lately. */
  of(attempt: number, recent: bigint): bigint {
    const { first, factor } = this.config;
    const start = [first, recent, this.learnt].reduce((most, each) => (each > most ? each : most));
    return start * BigInt(factor) ** BigInt(attempt);
  }

  /** Takes down that an attempt at this price has landed: the next begins a little below, so that it finds its way down again. */
  landed(price: bigint): void {
    this.learnt = (price * KEPT) / OF;
  }
}
