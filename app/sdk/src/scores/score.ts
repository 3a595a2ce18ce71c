// From what is known and a policy to scores, each with its reasons. Pure, and in whole numbers: the same inputs give the same scores
// to anybody.
import { TruestakeError } from "../errors";
import { MAX_SCORE } from "../layout/constants";
import { type Concentration, concentrationOf } from "../quote/concentration";
import { percent } from "../words";
import { filled } from "./fill";
import { firstClearOf, type GateResult, gatesOf, verdictOf } from "./gates";
import { choose, type Decision, movedBps } from "./hysteresis";
import { meansOf, medianOf, ratiosOf } from "./performance";
import type { Policy } from "./policy";
import {
  byName,
  type Facts,
  type Inputs,
  isKnown,
  type Known,
  type Listed,
  stakeOf,
  standingOf,
  UNKNOWN,
} from "./snapshot";
import { concentrationFactor, percentileOf, pointsOf, ratesOf, yieldOf } from "./yield";

/** What decided about a validator's score. */
export type Binding = "gate" | "unknown" | "cut-off" | "cap" | "hysteresis" | "concentration" | "yield" | "not listed";

/** A validator that was rated; of the pool or not. */
export interface Rated {
  vote: string;
  /** Median of the window, in parts of a million of the mean. */
  performance: Known<bigint>;
  /** Lamports of an epoch per 1,000 SOL. */
  yield: Known<bigint>;
  /** Factor for concentration, in basis points. */
  factor: number;
  /** Points by the formula; null where a gate fails or cannot tell. */
  points: bigint | null;
  gates: GateResult[];
  firstClear: bigint | null;
}

/** A validator of the pool, and what becomes of its score. */
export interface Scored extends Rated {
  index: number;
  before: number;
  score: number;
  binding: Binding;
  reason: string;
}

export interface Spread extends Concentration {
  /** Part of the stake that is with the network's superminority. */
  superminorityBps: number;
  /** Part that is in the largest /24, and that runs the commonest client, among those that are known: shown, and no rule. */
  prefixBps: Known<number>;
  clientBps: Known<number>;
}

export interface Scores {
  /** The pool's validators, in the list's order. */
  scored: Scored[];
  decision: Decision;
  reason: string;
  /** The part of the stake that moves, and how many epochs that takes at the pool's limit. */
  movedBps: number;
  epochsToMove: number;
  /** The yield that has 10,000 points, and the points of the last that is in. */
  best: bigint | null;
  cutOff: bigint | null;
  /** What scores are capped at: the smaller of the policy's and the pool's. */
  cap: number;
  capsHold: boolean;
  /** What of the whole network's window nobody can say. */
  unknownEpochs: bigint[];
  rateKnown: boolean;
  before: Spread;
  after: Spread;
}

/** Rates anything that has facts. */
export interface Rater {
  rate(facts: Facts): Rated;
  best: bigint | undefined;
  unknownEpochs: bigint[];
  superminority: ReadonlySet<string>;
}

export function raterOf({ network }: Inputs, policy: Policy): Rater {
  const rates = ratesOf(network, policy);
  if (!rates) {
    throw new TruestakeError(
      "InvalidArgument",
      "what inflation brings is unknown just now (it may be being paid out): run this again later, or leave block-rate and mev-rate out of the policy",
    );
  }
  const standing = standingOf(network);
  const means = meansOf(network);
  const asked = { network, standing, means, policy };
  const rate = (facts: Facts, best: bigint | undefined): Rated => {
    const performance = medianOf(ratiosOf(facts, means));
    const own = yieldOf(facts, performance, rates);
    const gates = gatesOf(facts, asked);
    const factor = concentrationFactor(stakeOf(facts), standing.leastOfThem, policy.floor);
    const isIn = verdictOf(gates, policy).state === "pass" && isKnown(own) && best !== undefined;
    return {
      ...{ vote: facts.vote, performance, yield: own, factor: Number(factor), gates, firstClear: firstClearOf(gates) },
      points: isIn ? pointsOf(own, best, factor, policy) : null,
    };
  };
  // Measured among all of the network that would pass, so that it does not depend on whom the pool has.
  const passing = network.validators.flatMap((facts) => {
    const { gates, yield: own } = rate(facts, undefined);
    return verdictOf(gates, policy).state === "pass" && isKnown(own) ? [own] : [];
  });
  const best = percentileOf(passing, policy.best);
  return {
    ...{ rate: (facts) => rate(facts, best), best, superminority: standing.superminority },
    unknownEpochs: network.epochs.filter((_, at) => !isKnown(means[at] ?? UNKNOWN)),
  };
}

/** Facts of a vote account that nobody found. */
export function noFacts(vote: string, epochs: number): Facts {
  const unknown = UNKNOWN;
  return {
    ...{ vote, identity: unknown, stake: unknown, delinquent: unknown, commission: unknown, blockCommission: unknown },
    ...{ mevCommission: unknown, bls: unknown, balance: unknown, version: unknown, client: unknown, prefix: unknown },
    ...{ firstEpoch: unknown, credits: Array(epochs).fill(unknown), commissions: [] },
  };
}

/** The highest score that the program takes. */
const MOST = BigInt(MAX_SCORE);

type State = "fail" | "held" | "cut" | "in";
interface Entry {
  rated: Rated;
  listed: Listed;
  state: State;
}

const sumOf = (values: readonly bigint[]): bigint => values.reduce((sum, each) => sum + each, 0n);

/** Scores the pool's validators. */
export function scoresOf(inputs: Inputs, policy: Policy): Scores {
  const { network, pool } = inputs;
  const rater = raterOf(inputs, policy);
  const facts = new Map(network.validators.map((each) => [each.vote, each]));
  const listed = [...pool.validators].sort((a, b) => a.index - b.index);
  const entries = listed.map((each): Entry => {
    const rated = rater.rate(facts.get(each.vote) ?? noFacts(each.vote, network.epochs.length));
    const { state } = verdictOf(rated.gates, policy);
    // Who passes and has no yield cannot be compared with anybody: as good as unknown.
    const isHeld = state === "unknown" || (state === "pass" && rated.points === null);
    return { rated, listed: each, state: state === "fail" ? "fail" : isHeld ? "held" : "in" };
  });
  const ranked = entries.filter(({ state }) => state === "in").sort(byPoints);
  for (const entry of ranked.slice(policy.maxValidators)) entry.state = "cut";
  const selected = ranked.slice(0, policy.maxValidators);
  const cutOff = ranked.length > policy.maxValidators ? (selected.at(-1)?.rated.points ?? null) : null;

  const cap = Math.min(policy.maxShare, pool.maxValidatorShare);
  const next = filled(
    wanted(entries).map((points) => (points > MOST ? MOST : points)),
    cap,
  );
  // What is kept is kept under the caps, and less what fails.
  const kept = filled(
    entries.map(({ state, listed: { score } }) => (state === "fail" ? 0n : BigInt(score))),
    cap,
  );
  const yields = entries.map(({ rated }) => (isKnown(rated.yield) ? rated.yield : 0n));
  const choice = choose(kept.scores, next.scores, yields, policy);
  const isKept = choice.decision === "kept";
  const taken = isKept ? kept : next;
  const scores = taken.scores.map(Number);
  const scored = entries.map((entry, at): Scored => {
    const score = scores[at] ?? 0;
    const isOld = isKept && kept.scores[at] !== next.scores[at];
    const why = bindingOf(entry, {
      isKept: isOld,
      isClipped: taken.clipped.has(at),
      cap,
      cutOff,
      reason: choice.reason,
    });
    return { ...entry.rated, index: entry.listed.index, before: entry.listed.score, score, ...why };
  });
  const weights = scores.map(BigInt);
  const moved = movedBps(
    listed.map(({ score }) => BigInt(score)),
    weights,
  );
  const spread = (stakes: readonly bigint[]): Spread => {
    const total = sumOf(stakes);
    const over = sumOf(stakes.filter((_, at) => rater.superminority.has(listed[at]?.vote ?? "")));
    const largest = (of: (each: Facts) => Known<string>): Known<number> => {
      const groups = new Map<string, bigint>();
      for (const [at, stake] of stakes.entries()) {
        const own = facts.get(listed[at]?.vote ?? "");
        const name = own ? of(own) : UNKNOWN;
        if (isKnown(name)) groups.set(name, (groups.get(name) ?? 0n) + stake);
      }
      const most = [...groups.values()].reduce((a, b) => (a > b ? a : b), 0n);
      return groups.size === 0 || total === 0n ? UNKNOWN : Number((most * 10_000n) / total);
    };
    return {
      ...{ ...concentrationOf(stakes), superminorityBps: total === 0n ? 0 : Number((over * 10_000n) / total) },
      ...{ prefixBps: largest(({ prefix }) => prefix), clientBps: largest(({ client }) => client) },
    };
  };
  return {
    ...{ scored, ...choice, movedBps: moved, epochsToMove: epochsToMove(moved, pool.maxMove) },
    ...{ best: rater.best ?? null, cutOff, cap, capsHold: taken.holds, unknownEpochs: rater.unknownEpochs },
    rateKnown: isKnown(network.rate),
    before: spread(listed.map(({ stake }) => stake)),
    after: spread(weights),
  };
}

const epochsToMove = (moved: number, most: number): number => (most === 0 ? 0 : Math.ceil(moved / most));

/** More points first, then by name. */
export function byPoints(a: { rated: Rated }, b: { rated: Rated }): number {
  const [x, y] = [a.rated.points ?? 0n, b.rated.points ?? 0n];
  return x === y ? byName(a.rated, b.rated) : x > y ? -1 : 1;
}

/** Points of those who are in; who is held keeps the share that its score has now. */
function wanted(entries: readonly Entry[]): bigint[] {
  const points = sumOf(entries.map(({ state, rated }) => (state === "in" ? (rated.points ?? 0n) : 0n)));
  const total = sumOf(entries.map(({ listed }) => BigInt(listed.score)));
  const held = sumOf(entries.map(({ state, listed }) => (state === "held" ? BigInt(listed.score) : 0n)));
  return entries.map(({ state, rated, listed }) => {
    if (state === "in") return rated.points ?? 0n;
    if (state !== "held") return 0n;
    const own = BigInt(listed.score);
    // Where nobody else had a score, its share of the others' points is what its score says.
    if (points === 0n || total === held) return own;
    const share = (own * points) / (total - held);
    return own > 0n && share === 0n ? 1n : share;
  });
}

function bindingOf(
  { state, rated, listed }: Entry,
  of: { isKept: boolean; isClipped: boolean; cap: number; cutOff: bigint | null; reason: string },
): { binding: Binding; reason: string } {
  const failed = rated.gates.find((gate) => gate.state === "fail");
  const unsure = rated.gates.find((gate) => gate.state === "unknown");
  if (state === "fail") {
    const by = failed ?? unsure;
    return { binding: "gate", reason: `${by?.gate}: ${by?.reason}` };
  }
  if (of.isClipped) return { binding: "cap", reason: `nobody gets more than ${percent(of.cap)} of the pool` };
  if (state === "held")
    return {
      binding: "unknown",
      reason: `${unsure?.gate ?? "yield"}: ${unsure?.reason ?? "unknown"}; it keeps its share`,
    };
  if (of.isKept) return { binding: "hysteresis", reason: `its score of ${listed.score} is kept: ${of.reason}` };
  if (state === "cut")
    return { binding: "cut-off", reason: `${rated.points} points, and the last that is in has ${of.cutOff}` };
  if (rated.factor < 10_000) {
    return {
      binding: "concentration",
      reason: `points by yield, times ${percent(rated.factor)} for the network's stake with it`,
    };
  }
  return { binding: "yield", reason: "points by yield" };
}
