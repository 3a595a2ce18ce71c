// What a manager wants of validators: keys, each with a default, so that a published file has all.

export const WHEN_UNKNOWN = ["hold", "fail", "pass"] as const;

export interface Policy {
  /** Closed epochs that performance is measured over, and commissions are looked back at. */
  window: number;
  /** Whole epochs of credits that a validator needs. */
  minEpochs: number;
  /** What becomes of a validator of which a gate cannot tell: it keeps its score, fails, or passes. */
  unknown: (typeof WHEN_UNKNOWN)[number];
  /** Least credits in each epoch, in basis points of the stake-weighted mean. */
  minCredits: number;
  maxCommission: number;
  /** 10,000 for any. */
  maxBlockCommission: number;
  maxMevCommission: number;
  /** Whether validators of the network's superminority may be in. */
  superminority: boolean;
  /** 0 for any. */
  maxRank: number;
  minStake: bigint;
  /** Whether a BLS key is needed, and how many admission tickets the vote account has to hold. */
  bls: boolean;
  minTickets: number;
  ticket: bigint;
  /** Least version by client; clients that are not named may be of any. */
  minVersion: Record<string, string>;
  blocked: string[];
  /** Power that yield is taken to. */
  exponent: number;
  /** The percentile of yields that has 10,000 points. */
  best: number;
  /** Lamports that 1,000 SOL of stake earn in an epoch from blocks and from tips, before commissions; 0 where it is not known. */
  blockRate: bigint;
  mevRate: bigint;
  /** Least factor for concentration, in basis points: what the network's largest keep of their points. */
  floor: number;
  maxValidators: number;
  /** The most of the pool that one validator gets, in basis points. */
  maxShare: number;
  /** Epochs over which a gain in yield is counted, and epochs of yield that moving costs; a horizon of 0 changes always. */
  horizon: number;
  cost: number;
  /** A fall of the pool's HHI (of 10,000) that is worth moving for by itself. */
  hhi: number;
}

export type PolicyKind = "whole" | "amount" | "flag" | "choice" | "versions" | "addresses";

export interface PolicyKey {
  name: keyof Policy;
  kind: PolicyKind;
  least?: number;
  most?: number;
}

const BPS = 10_000;

/** Keys of the file, and what the policy calls them. */
export const POLICY_KEYS: Readonly<Record<string, PolicyKey>> = {
  window: { name: "window", kind: "whole", least: 1, most: 63 },
  "min-epochs": { name: "minEpochs", kind: "whole", least: 1, most: 63 },
  unknown: { name: "unknown", kind: "choice" },
  "min-credits": { name: "minCredits", kind: "whole", most: BPS },
  "max-commission": { name: "maxCommission", kind: "whole", most: BPS },
  "max-block-commission": { name: "maxBlockCommission", kind: "whole", most: BPS },
  "max-mev-commission": { name: "maxMevCommission", kind: "whole", most: BPS },
  superminority: { name: "superminority", kind: "flag" },
  "max-rank": { name: "maxRank", kind: "whole", most: 1_000_000 },
  "min-stake": { name: "minStake", kind: "amount" },
  bls: { name: "bls", kind: "flag" },
  "min-tickets": { name: "minTickets", kind: "whole", most: 1_000 },
  ticket: { name: "ticket", kind: "amount" },
  "min-version": { name: "minVersion", kind: "versions" },
  blocked: { name: "blocked", kind: "addresses" },
  exponent: { name: "exponent", kind: "whole", least: 1, most: 10 },
  best: { name: "best", kind: "whole", least: 1, most: 100 },
  "block-rate": { name: "blockRate", kind: "amount" },
  "mev-rate": { name: "mevRate", kind: "amount" },
  floor: { name: "floor", kind: "whole", most: BPS },
  "max-validators": { name: "maxValidators", kind: "whole", least: 1, most: 40_000 },
  "max-share": { name: "maxShare", kind: "whole", least: 1, most: BPS },
  horizon: { name: "horizon", kind: "whole", most: 1_000 },
  cost: { name: "cost", kind: "whole", most: 1_000 },
  hhi: { name: "hhi", kind: "whole", most: BPS },
};

export const DEFAULT_POLICY: Policy = {
  ...{ window: 10, minEpochs: 5, unknown: "hold", minCredits: 9_700, maxCommission: 500, maxBlockCommission: 10_000 },
  ...{ maxMevCommission: 10_000, superminority: false, maxRank: 1_900, minStake: 0n, bls: false, minTickets: 0 },
  ...{ ticket: 1_600_000_000n, minVersion: {}, blocked: [], exponent: 4, best: 95, blockRate: 0n, mevRate: 0n },
  ...{ floor: 2_500, maxValidators: 200, maxShare: 500, horizon: 10, cost: 2, hhi: 100 },
};

/** Whether a policy asks for what only Jito's accounts say. */
export const needsJito = ({ mevRate, maxMevCommission }: Policy): boolean => mevRate > 0n || maxMevCommission < BPS;

/** Numbers of a version such as 3.0.11; undefined where there are none. */
export function versionOf(text: string): bigint[] | undefined {
  const [found] = /^v?\d+(\.\d+)*/.exec(text.trim()) ?? [];
  return found?.replace(/^v/, "").split(".").map(BigInt);
}
