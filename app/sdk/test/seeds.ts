import type { Parameters } from "fast-check";

/** Seed of this run: set SEED to repeat one. */
const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));

/** Parameters of fast-check with the seed that is printed when a property fails. */
export function seeded<T>(numRuns: number): Parameters<T> {
  return { seed, numRuns, endOnFailure: true };
}

console.log(`    SEED=${seed}`);
