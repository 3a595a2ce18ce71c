// Why a validator has the score it has, or would have: also for one that the pool does not have.
import { percent } from "../words";
import type { Policy } from "./policy";
import { type Binding, byPoints, noFacts, type Rated, raterOf, scoresOf } from "./score";
import { byVote, type Inputs } from "./snapshot";

export interface Explained {
  rated: Rated;
  listed: boolean;
  /** The score of now; null where it is not listed. */
  before: number | null;
  /** The score that it would get; null where it is not listed. */
  score: number | null;
  /** Its place by points among those of the pool that pass, with it; null where it does not. */
  place: number | null;
  among: number;
  /** Points of the last that is in; null while there is room for all. */
  cutOff: bigint | null;
  binding: Binding;
  reason: string;
}

/** Explains a validator by its vote account. */
export function explained(inputs: Inputs, policy: Policy, vote: string): Explained {
  const { network } = inputs;
  const { scored, cutOff } = scoresOf(inputs, policy);
  const own = scored.find((each) => each.vote === vote);
  const rated = own ?? raterOf(inputs, policy).rate(byVote(network).get(vote) ?? noFacts(vote, network.epochs.length));
  const passing = [...scored.filter((each) => each.points !== null && each.vote !== vote), rated]
    .map((each) => ({ rated: each }))
    .filter((each) => each.rated.points !== null)
    .sort(byPoints);
  const at = passing.findIndex((each) => each.rated.vote === vote);
  const place = at < 0 ? null : at + 1;
  const last = passing[policy.maxValidators - 1]?.rated;
  const line = passing.length > policy.maxValidators ? (last?.points ?? null) : cutOff;
  const shared = { rated, listed: own !== undefined, place, among: passing.length, cutOff: line };
  if (own) return { ...shared, before: own.before, score: own.score, binding: own.binding, reason: own.reason };
  return { ...shared, before: null, score: null, ...unlisted(rated, place, line, policy) };
}

function unlisted(
  { gates, points, factor }: Rated,
  place: number | null,
  cutOff: bigint | null,
  policy: Policy,
): { binding: Binding; reason: string } {
  const stop = gates.find(({ state }) => state === "fail") ?? gates.find(({ state }) => state === "unknown");
  if (points === null) {
    const binding = stop?.state === "fail" || policy.unknown === "fail" ? "gate" : "unknown";
    return { binding, reason: `${stop?.gate ?? "yield"}: ${stop?.reason ?? "unknown"}` };
  }
  if (place !== null && place > policy.maxValidators) {
    return { binding: "cut-off", reason: `${points} points, and the last that is in has ${cutOff}` };
  }
  const less = factor < 10_000 ? `, times ${percent(factor)} for the network's stake with it` : "";
  return {
    binding: "not listed",
    reason: `it passes, with ${points} points${less}; the validator manager may list it`,
  };
}
