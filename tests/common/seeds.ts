import { randomInt } from "node:crypto";

/** The seed of this run's random tests: TEST_SEED repeats one, which a failing test's title shows. */
export const SEED = Number(process.env.TEST_SEED ?? randomInt(2 ** 31));

/** A repeatable source of random numbers. */
export class Random {
  private state: number;

  constructor(seed: number) {
    this.state = seed >>> 0;
  }

  /** A fraction from 0 up to 1. */
  fraction(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A number from `least` to `most`, both possible. */
  between(least: number, most: number): number {
    return least + Math.floor(this.fraction() * (most - least + 1));
  }

  /** An amount from `least` to `most`, small ones as likely as large ones. */
  amount(least: bigint, most: bigint): bigint {
    if (most <= least) return least;
    const exponent = this.fraction() * Math.log2(Number(most - least));
    const offset = BigInt(Math.floor(2 ** exponent));
    return least + (offset > most - least ? most - least : offset);
  }

  pick<T>(from: readonly T[]): T {
    const picked = from[this.between(0, from.length - 1)];
    if (picked === undefined) throw new Error("nothing to pick from");
    return picked;
  }

  chance(probability: number): boolean {
    return this.fraction() < probability;
  }
}
