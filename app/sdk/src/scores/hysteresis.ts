// Whether new scores are worth what moving stake costs: stake that moves earns nothing for a while.
import type { Policy } from "./policy";

export type Decision = "first" | "always" | "yield" | "concentration" | "kept";

export interface Choice {
  decision: Decision;
  reason: string;
}

const sum = (values: readonly bigint[]): bigint => values.reduce((total, each) => total + each, 0n);

/** Sum of the squared shares, in parts of 10,000. */
export function hhiOf(weights: readonly bigint[]): bigint {
  const total = sum(weights);
  return total === 0n ? 0n : (sum(weights.map((each) => each * each)) * 10_000n) / (total * total);
}

/** The part of the stake that moves from one allocation to the other, in basis points, rounded up. */
export function movedBps(before: readonly bigint[], after: readonly bigint[]): number {
  const [a, b] = [sum(before), sum(after)];
  if (a === 0n || b === 0n) return 0;
  const moved = sum(before.map((each, at) => each * b - (after[at] ?? 0n) * a).map((each) => (each > 0n ? each : 0n)));
  return Number((moved * 10_000n + a * b - 1n) / (a * b));
}

/**
 * Chooses between keeping the scores (less what has to go) and new ones: new ones when the yield gained over the horizon is more
 * than the yield that the moved stake forgoes, or when they lower the concentration by enough. All as integers over one
 * denominator, which cancels.
 */
export function choose(
  kept: readonly bigint[],
  next: readonly bigint[],
  yields: readonly bigint[],
  { horizon, cost, hhi }: Policy,
): Choice {
  const [a, b] = [sum(kept), sum(next)];
  if (b === 0n) return { decision: "kept", reason: "nobody would have a new score" };
  if (a === 0n) return { decision: "first", reason: "nobody who may have a score has one yet" };
  if (horizon === 0) return { decision: "always", reason: "the policy asks for new scores always" };
  const changes = kept.map((each, at) => (next[at] ?? 0n) * a - each * b);
  const gained = sum(changes.map((each, at) => each * (yields[at] ?? 0n))) * BigInt(horizon);
  const forgone = sum(changes.map((each, at) => (each < 0n ? -each * (yields[at] ?? 0n) : 0n))) * BigInt(cost);
  if (gained > forgone) {
    return { decision: "yield", reason: `${horizon} epochs gain more than ${cost} epochs of what moves would earn` };
  }
  const fall = hhiOf(kept) - hhiOf(next);
  if (fall >= BigInt(hhi) && fall > 0n) {
    return { decision: "concentration", reason: `the HHI falls by ${fall} of 10,000` };
  }
  const says = `${horizon} epochs do not gain more than ${cost} epochs of what would move, and the HHI would fall by ${fall > 0n ? fall : 0n}`;
  return { decision: "kept", reason: says };
}
