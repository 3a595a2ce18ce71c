// Gates: what a validator has to pass to get a score at all. Each says why, and from when on it may pass again.
import { percent, sol } from "../words";
import { type Mean, ratiosOf } from "./performance";
import { type Policy, versionOf } from "./policy";
import {
  type EpochCommission,
  type Facts,
  isKnown,
  type Known,
  type Network,
  type Standing,
  UNKNOWN,
} from "./snapshot";

export const GATES = [
  "blocked",
  "readable",
  "delinquent",
  "age",
  "credits",
  "commission",
  "block-commission",
  "mev-commission",
  "superminority",
  "rank",
  "stake",
  "bls",
  "balance",
  "version",
] as const;
export type Gate = (typeof GATES)[number];

export type GateState = "pass" | "fail" | "unknown";

export interface GateResult {
  gate: Gate;
  state: GateState;
  reason: string;
  /** The first epoch in which it can pass, where that is known: if nothing else goes wrong until then. */
  firstClear: bigint | null;
  /** What has to happen first, where it is not time alone. */
  needs: string | null;
}

/** What gates are asked about beside the validator itself. */
export interface Asked {
  network: Network;
  standing: Standing;
  means: readonly Mean[];
  policy: Policy;
}

type Verdict = Omit<GateResult, "gate">;

const passes = (reason: string): Verdict => ({ state: "pass", reason, firstClear: null, needs: null });
const fails = (reason: string, needs: string | null, firstClear: bigint | null = null): Verdict => ({
  ...{ state: "fail", reason, firstClear, needs },
});
const unsure = (reason: string): Verdict => ({ state: "unknown", reason, firstClear: null, needs: null });

/** Epochs as people list them: epoch 3; epochs 3, 5 to 8. */
export function epochsText(epochs: readonly bigint[]): string {
  const parts: string[] = [];
  for (let at = 0; at < epochs.length; ) {
    let end = at;
    while (epochs[end + 1] === (epochs[end] as bigint) + 1n) end++;
    parts.push(end === at ? `${epochs[at]}` : `${epochs[at]} to ${epochs[end]}`);
    at = end + 1;
  }
  return `${epochs.length === 1 ? "epoch" : "epochs"} ${parts.join(", ")}`;
}

/** Parts of a million as per cent of the mean. */
const ofMean = (ppm: bigint): string => percent(ppm / 100n);

const RULES: Record<Gate, (facts: Facts, asked: Asked) => Verdict> = {
  blocked: ({ vote }, { policy }) =>
    policy.blocked.includes(vote)
      ? fails("the policy blocks it", "the policy no longer names it in blocked")
      : passes("the policy does not block it"),

  readable: ({ commission, balance }) => {
    if (!isKnown(balance)) return fails("there is no vote account", "it opens its vote account");
    return isKnown(commission) ? passes("its vote account is read") : unsure("its vote account has an unknown layout");
  },

  delinquent: ({ delinquent }, { network: { epoch } }) => {
    if (!isKnown(delinquent)) return unsure("the node does not list it");
    return delinquent ? fails("it does not vote", "it votes again", epoch) : passes("it votes");
  },

  age: ({ credits, firstEpoch, commission }, { policy: { minEpochs } }) => {
    const whole = credits.filter(isKnown).length;
    if (whole >= minEpochs) return passes(`${whole} whole epochs of credits`);
    const says = `${whole} whole epochs of credits of ${minEpochs}`;
    // Its first epoch is not a whole one.
    if (isKnown(firstEpoch)) return fails(says, null, firstEpoch + 1n + BigInt(minEpochs));
    return isKnown(commission) ? fails(says, "it begins to vote") : unsure(says);
  },

  credits: (facts, { network: { epochs }, means, policy }) => {
    const least = BigInt(policy.minCredits) * 100n;
    const ratios = ratiosOf(facts, means);
    const missing = epochs.filter((_, at) => !isKnown(ratios[at] ?? UNKNOWN));
    const low = epochs.flatMap((epoch, at) => {
      const ratio = ratios[at] ?? UNKNOWN;
      return isKnown(ratio) && ratio < least ? [{ epoch, ratio }] : [];
    });
    const but = missing.length > 0 ? `; ${epochsText(missing)} unknown` : "";
    const last = low.at(-1);
    if (last) {
      const [first] = low;
      const says = `${ofMean(first?.ratio ?? 0n)} of the mean in epoch ${first?.epoch}`;
      const more = low.length > 1 ? ` and too little in ${epochsText(low.slice(1).map(({ epoch }) => epoch))}` : "";
      const needed = `; at least ${percent(policy.minCredits)} is needed`;
      // It leaves the window once as many epochs as the window has are closed after it.
      return fails(`${says}${more}${needed}${but}`, null, last.epoch + BigInt(policy.window) + 1n);
    }
    if (missing.length === epochs.length) return unsure("no epoch's credits are known");
    return passes(`at least ${percent(policy.minCredits)} of the mean in each epoch${but}`);
  },

  commission: (facts, asked) =>
    highest(
      "inflation rewards",
      facts.commission,
      past(facts, ({ commission }) => commission),
      asked.policy.maxCommission,
      asked,
    ),

  "block-commission": ({ blockCommission }, { policy: { maxBlockCommission: most } }) => {
    if (most === 10_000) return passes("the policy takes any");
    if (!isKnown(blockCommission)) return unsure("its commission on block revenue is unknown");
    const says = `${percent(blockCommission)} of block revenue, at most ${percent(most)}`;
    return blockCommission > most ? fails(says, "it lowers its commission") : passes(says);
  },

  "mev-commission": (facts, asked) => {
    const { maxMevCommission: most } = asked.policy;
    if (most === 10_000) return passes("the policy takes any");
    return highest(
      "tips",
      facts.mevCommission,
      past(facts, ({ mev }) => mev),
      most,
      asked,
    );
  },

  superminority: ({ vote }, { standing, policy }) => {
    const isIn = standing.superminority.has(vote);
    if (!isIn) return passes("it is not in the network's superminority");
    const says = `it is one of the ${standing.superminority.size} that have a third of the network's stake`;
    return policy.superminority
      ? passes(`${says}; the policy takes them`)
      : fails(says, "others have more stake than it");
  },

  rank: ({ vote, stake }, { standing, policy: { maxRank } }) => {
    if (maxRank === 0) return passes("the policy takes any");
    if (!isKnown(stake)) return unsure("the node does not list it");
    const rank = standing.ranks.get(vote);
    if (rank === undefined) return fails("it has no active stake", `its stake is among the largest ${maxRank}`);
    const says = `${rank} of ${standing.ranks.size} by stake, at most ${maxRank}`;
    return rank > maxRank ? fails(says, `its stake is among the largest ${maxRank}`) : passes(says);
  },

  stake: ({ stake }, { policy: { minStake } }) => {
    if (minStake === 0n) return passes("the policy takes any");
    if (!isKnown(stake)) return unsure("the node does not list it");
    const says = `${sol(stake)} of stake, at least ${sol(minStake)}`;
    return stake < minStake ? fails(says, "it has more stake") : passes(says);
  },

  bls: ({ bls }, { policy }) => {
    if (!policy.bls) return passes("the policy does not ask for it");
    if (!isKnown(bls)) return unsure("whether it has a BLS key is unknown");
    return bls ? passes("its vote account has a BLS key") : fails("it has no BLS key", "it sets a BLS key");
  },

  balance: ({ balance }, { network: { voteRent }, policy: { minTickets, ticket } }) => {
    if (minTickets === 0) return passes("the policy does not ask for it");
    if (!isKnown(balance)) return unsure("its balance is unknown");
    const least = voteRent + BigInt(minTickets) * ticket;
    const says = `${sol(balance)} in its vote account, at least ${sol(least)}: rent and ${minTickets} admission tickets`;
    return balance < least ? fails(says, `${sol(least - balance)} more in its vote account`) : passes(says);
  },

  version: ({ version, client }, { policy: { minVersion } }) => {
    const clients = Object.keys(minVersion);
    if (clients.length === 0) return passes("the policy takes any");
    if (!isKnown(client)) return unsure("which client it runs is unknown");
    const least = minVersion[client];
    if (least === undefined) return passes(`the policy takes any version of ${client}`);
    const [own, wanted] = [isKnown(version) ? versionOf(version) : undefined, versionOf(least)];
    if (!own || !wanted) return unsure("which version it runs is unknown");
    const says = `${client} ${version}, at least ${least}`;
    return isBelow(own, wanted) ? fails(says, `it runs ${client} ${least}`) : passes(says);
  },
};

const past = (facts: Facts, of: (each: EpochCommission) => Known<number>): { epoch: bigint; value: Known<number> }[] =>
  facts.commissions.map((each) => ({ epoch: each.epoch, value: of(each) }));

/**
 * The highest commission of the window and of now. The one of now is what the rewards of the epochs to come are charged with: a
 * rise shows here before it costs anything.
 */
function highest(
  what: string,
  now: Known<number>,
  before: { epoch: bigint; value: Known<number> }[],
  most: number,
  { network: { epoch }, policy: { window } }: Asked,
): Verdict {
  const from = epoch - BigInt(window);
  const seen = before.filter((each) => each.epoch >= from && each.epoch < epoch);
  const over = seen.filter(({ value }) => isKnown(value) && value > most);
  const limit = `at most ${percent(most)}`;
  if (isKnown(now) && now > most) {
    const clear = epoch + BigInt(window) + 1n;
    return fails(`${percent(now)} of ${what} now, ${limit}`, "it lowers its commission in this epoch", clear);
  }
  const last = over.at(-1);
  if (last) {
    const value = Math.max(...over.map((each) => (isKnown(each.value) ? each.value : 0)));
    const says = `${percent(value)} of ${what} in ${epochsText(over.map((each) => each.epoch))}, ${limit}`;
    return fails(says, null, last.epoch + BigInt(window) + 1n);
  }
  if (!isKnown(now)) return unsure(`its commission on ${what} is unknown`);
  const named = new Set(seen.filter(({ value }) => isKnown(value)).map((each) => each.epoch));
  const missing: bigint[] = [];
  for (let each = from < 0n ? 0n : from; each < epoch; each++) if (!named.has(each)) missing.push(each);
  const but = missing.length > 0 ? `; nobody wrote down ${epochsText(missing)}` : "";
  return passes(`${percent(now)} of ${what}, ${limit}${but}`);
}

function isBelow(own: readonly bigint[], wanted: readonly bigint[]): boolean {
  for (let at = 0; at < Math.max(own.length, wanted.length); at++) {
    const [a, b] = [own[at] ?? 0n, wanted[at] ?? 0n];
    if (a !== b) return a < b;
  }
  return false;
}

/** All gates of a validator, in their order. */
export function gatesOf(facts: Facts, asked: Asked): GateResult[] {
  return GATES.map((gate) => ({ gate, ...RULES[gate](facts, asked) }));
}

/** What they come to, by how the policy takes what is unknown. */
export function verdictOf(
  gates: readonly GateResult[],
  { unknown }: Policy,
): { state: GateState; by: GateResult | undefined } {
  const failed = gates.find(({ state }) => state === "fail");
  if (failed) return { state: "fail", by: failed };
  const unsureOne = gates.find(({ state }) => state === "unknown");
  if (!unsureOne || unknown === "pass") return { state: "pass", by: undefined };
  return { state: unknown === "fail" ? "fail" : "unknown", by: unsureOne };
}

/** The first epoch in which all failed gates can pass; null where none fails, and where no epoch can be named for one. */
export function firstClearOf(gates: readonly GateResult[]): bigint | null {
  const failed = gates.filter(({ state }) => state === "fail");
  if (failed.length === 0 || failed.some(({ firstClear }) => firstClear === null)) return null;
  return failed.reduce((latest, { firstClear }) => ((firstClear ?? 0n) > latest ? (firstClear ?? 0n) : latest), 0n);
}
