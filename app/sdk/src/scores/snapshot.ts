// What is known of the network's validators and of a pool at one moment: plain data, of which alone scores are made. What nobody
// can say is "unknown", never 0 and never 100 %.
import { superminorityOf } from "@truestake/sdk/operators";

export const UNKNOWN = "unknown";
export type Known<T> = T | typeof UNKNOWN;

export const isKnown = <T>(value: Known<T>): value is T => value !== UNKNOWN;
export const known = <T>(value: T | undefined | null): Known<T> => value ?? UNKNOWN;

/** The highest commissions that were seen in an epoch, in basis points. */
export interface EpochCommission {
  epoch: bigint;
  commission: Known<number>;
  mev: Known<number>;
}

/** One validator. */
export interface Facts {
  vote: string;
  identity: Known<string>;
  /** Active stake of the whole network with it, in lamports. */
  stake: Known<bigint>;
  /** Whether it has not voted of late. */
  delinquent: Known<boolean>;
  /** Its part of inflation rewards, of block revenue, and of Jito's tips, in basis points. */
  commission: Known<number>;
  blockCommission: Known<number>;
  mevCommission: Known<number>;
  /** Whether its vote account names a BLS key. */
  bls: Known<boolean>;
  /** Lamports of the vote account. */
  balance: Known<bigint>;
  version: Known<string>;
  client: Known<string>;
  /** The /24 that its node gossips from: a stand-in for the data centre. */
  prefix: Known<string>;
  /** The first epoch that its vote account has credits of; where it keeps all it can, earlier ones may have been. */
  firstEpoch: Known<bigint>;
  /** Credits of each of the network's epochs; "unknown" before its first whole epoch. */
  credits: Known<bigint>[];
  /** Commissions of earlier epochs, as far as anybody wrote them down; oldest first. */
  commissions: EpochCommission[];
}

/** What an epoch brought on the whole cluster's stake, in lamports, before commissions. */
export interface Rate {
  epoch: bigint;
  rewards: bigint;
  stake: bigint;
}

export interface Network {
  genesis: string;
  epoch: bigint;
  slot: bigint;
  slotsInEpoch: bigint;
  /** Unix seconds of the chain's clock. */
  time: bigint;
  /** The closed epochs that credits are of, oldest first. */
  epochs: bigint[];
  rate: Known<Rate>;
  /** Rent of a vote account. */
  voteRent: bigint;
  validators: Facts[];
}

/** A validator of the pool. */
export interface Listed {
  vote: string;
  index: number;
  score: number;
  cap: bigint;
  keep: boolean;
  /** The pool's stake with it. */
  stake: bigint;
}

export interface PoolFacts {
  pool: string;
  mint: string;
  /** The most that one validator may have, and that moves in an epoch, in basis points. */
  maxValidatorShare: number;
  maxMove: number;
  validators: Listed[];
}

/** All that a score is made of, beside the policy. */
export interface Inputs {
  network: Network;
  pool: PoolFacts;
}

/** Commissions of the network's validators, by vote account. */
export const byVote = (network: Network): Map<string, Facts> =>
  new Map(network.validators.map((each) => [each.vote, each]));

/** Stake as far as it is known: who is not in the network's list has none. */
export const stakeOf = ({ stake }: Facts): bigint => (isKnown(stake) ? stake : 0n);

/** Compares vote accounts as text: every order that scores depend on is complete. */
export const byName = (a: { vote: string }, b: { vote: string }): number => (a.vote < b.vote ? -1 : 1);

/** What goes by the whole network's stake. */
export interface Standing {
  total: bigint;
  /** By vote account: how many have at least as much. Those with the same stake all have the last place. */
  ranks: Map<string, number>;
  /** The fewest validators that together have more than a third. */
  superminority: Set<string>;
  /** Stake of the smallest of them. */
  leastOfThem: bigint;
}

export function standingOf({ validators }: Network): Standing {
  const sorted = validators
    .filter((each) => stakeOf(each) > 0n)
    .sort((a, b) => (stakeOf(a) === stakeOf(b) ? byName(a, b) : stakeOf(a) > stakeOf(b) ? -1 : 1));
  const total = sorted.reduce((sum, each) => sum + stakeOf(each), 0n);
  const ranks = new Map<string, number>();
  let place = sorted.length;
  for (let at = sorted.length - 1; at >= 0; at--) {
    const each = sorted[at] as Facts;
    const after = sorted[at + 1];
    if (after && stakeOf(after) !== stakeOf(each)) place = at + 1;
    ranks.set(each.vote, place);
  }
  const largest = superminorityOf(sorted.map((each) => ({ vote: each.vote, stake: stakeOf(each) })));
  const superminority = new Set(largest.map(({ vote }) => vote));
  return { total, ranks, superminority, leastOfThem: largest.at(-1)?.stake ?? 0n };
}

/** Shares of the network's stake by a property, in basis points, largest first; what is unknown is a row of its own. */
export function sharesBy(network: Network, of: (facts: Facts) => Known<string>): { name: string; shareBps: number }[] {
  const stakes = new Map<string, bigint>();
  for (const each of network.validators) {
    const name = of(each);
    stakes.set(name, (stakes.get(name) ?? 0n) + stakeOf(each));
  }
  const total = [...stakes.values()].reduce((sum, stake) => sum + stake, 0n);
  return [...stakes]
    .map(([name, stake]) => ({ name, shareBps: total === 0n ? 0 : Number((stake * 10_000n) / total), stake }))
    .sort((a, b) => (a.stake === b.stake ? (a.name < b.name ? -1 : 1) : a.stake > b.stake ? -1 : 1))
    .map(({ name, shareBps }) => ({ name, shareBps }));
}
