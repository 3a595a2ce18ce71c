// The steward's world as the model has it: what it foretells, and what it takes for given of the cluster and the pool.

import type { Policy } from "../../common/steward";
import { least, most, over } from "../../model/bigint";
import { ceilDiv } from "../../model/reference/numbers";
import { BILLION, BPS, bondFor, countedIn, type Pledge, pledgedIn, type Ramp, type Reference, ratioOf } from "./rules";

/** A vote account as its bytes have it. */
export interface VoteAccount {
  isOpen: boolean;
  /** Whether the program knows its layout. */
  isReadable: boolean;
  commission: bigint;
  hasBlsKey: boolean;
  lastVoted: bigint;
  lamports: bigint;
  /** By epoch, oldest first: at most 64. */
  credits: { epoch: bigint; credits: bigint }[];
}

/** What the cluster says of itself. */
export interface Cluster {
  epoch: bigint;
  slot: bigint;
  slotsPerEpoch: bigint;
  /** The rewards that were paid last, and the block height at which that began. */
  rewards: { height: bigint; points: bigint; lamports: bigint; isActive: boolean };
  /** Newest entry of the stake history. */
  newest: { epoch: bigint; effective: bigint } | undefined;
}

export interface Price {
  total: bigint;
  supply: bigint;
}

/** The pool's record of a validator, as far as the steward looks into it. */
export interface PoolRecord {
  index: number;
  stake: bigint;
  transient: bigint;
  cooling: bigint;
  /** Whether there is nothing but rent in either account. */
  isIdle: boolean;
  listed: bigint;
  earning: { since: bigint; epoch: bigint; base: bigint; earned: bigint; other: bigint; lost: bigint };
  score: bigint;
  cap: bigint;
  keep: boolean;
}

/** The pool, which has a model of its own in tests/model: here its accounts are taken for given. */
export interface PoolFacts {
  isManaged: boolean;
  price: Price;
  held: bigint;
  queued: bigint;
  /** Of the queue, what was ordered in `queueEpoch`, and what of it in the moving part. */
  recent: bigint;
  late: bigint;
  queueEpoch: bigint;
  movingPart: bigint;
  buffer: bigint;
  /** By validator; nothing of those that it does not list. */
  records: (PoolRecord | undefined)[];
  /** Prices of its updates, oldest first. */
  history: (Price & { epoch: bigint })[];
}

/** What the last rating found. */
export interface Rated {
  epoch: bigint;
  performance: bigint;
  quality: bigint;
  /** The commission that the quality was found with. */
  commission: bigint;
  score: bigint;
  gates: number;
}

/** A member's record, by its validator's number. */
export interface ModelMember {
  validator: number;
  owner: string;
  tokens: bigint;
  /** Asked back, where it does not leave. */
  asked: bigint;
  askedEpoch: bigint;
  isLeaving: boolean;
  debt: bigint;
  carried: bigint;
  ramp: Ramp;
  /** What the steward's sum has of it. */
  inSum: bigint;
  joined: bigint;
  assessed: { epoch: bigint; lost: bigint };
  pledge: Pledge;
  /** Epochs in a row with too high a commission: how many, and the last one. */
  excess: { epoch: bigint; run: bigint };
  /** The last vote with which it was found silent. */
  silentSince: bigint | undefined;
  veto: { from: bigint; until: bigint; tokens: bigint } | undefined;
  rated: Rated;
}

export interface World {
  cluster: Cluster;
  votes: VoteAccount[];
  pool: PoolFacts;
  policy: Policy;
  next: { policy: Policy; from: bigint } | undefined;
  /** What was tolerated before `policy`. */
  earlier: { tolerance: number; until: bigint } | undefined;
  managedSince: bigint;
  dismissed: bigint;
  notedHeight: bigint;
  /** What is known of each epoch that was noted. */
  notes: Map<bigint, Reference | undefined>;
  members: (ModelMember | undefined)[];
  /** By validator: of who left while it was vetoed, the first epoch in which it may join again. */
  barred: (bigint | undefined)[];
  /** Tokens by owner, of the vault, and of all. */
  tokens: Record<string, bigint>;
  vault: bigint;
  /** Tokens in the vault that are nobody's bond. */
  gifts: bigint;
  supply: bigint;
  /** Of the pool's reserve. */
  reserve: bigint;
}

export const policyOf = ({ policy, next, cluster }: World, epoch = cluster.epoch): Policy =>
  next && epoch >= next.from ? next.policy : policy;

/** What was tolerated in an epoch that is to be assessed. */
export const toleranceOf = (world: World, epoch: bigint): number =>
  world.earlier && epoch < world.earlier.until ? world.earlier.tolerance : policyOf(world, epoch).tolerance;

/** An epoch's reference; the ring forgets after 64. */
export function referenceIn({ notes }: World, epoch: bigint): Reference | undefined {
  const newer = notes.has(epoch + 64n);
  return newer ? undefined : notes.get(epoch);
}

/** What was asked back: all of it while it leaves. */
export const requestedOf = ({ isLeaving, tokens, asked }: ModelMember): bigint => (isLeaving ? tokens : asked);
/** Neither owed nor asked back. */
export const availableOf = (member: ModelMember): bigint => over(over(member.tokens, requestedOf(member)), member.debt);
export const countedOf = (member: ModelMember, epoch: bigint): bigint =>
  countedIn(member.ramp, epoch, availableOf(member));
export const promisedBy = ({ pledge }: ModelMember, epoch: bigint): bigint => pledgedIn(pledge, epoch);

export const lamportsFor = ({ total, supply }: Price, tokens: bigint): bigint => (tokens * total) / supply;
export const tokensFor = ({ total, supply }: Price, lamports: bigint): bigint => (lamports * supply) / total;

/** The largest cap: the policy's share of what can be staked. */
export function largestCap(world: World): bigint {
  return (stakeableOf(world) * BigInt(policyOf(world).share)) / BPS;
}

/** The last slots of an epoch, in which stake moves. */
function isMoving({ cluster: { slot, slotsPerEpoch }, pool: { movingPart } }: World): boolean {
  return (slot % slotsPerEpoch) + most((slotsPerEpoch * movingPart) / BPS, 1n) >= slotsPerEpoch;
}

/** All but what tickets claim at most, and the buffer. An order counts once stake moves for it. */
export function stakeableOf(world: World): bigint {
  const { held, queued, recent, late, queueEpoch, buffer } = world.pool;
  const isNew = queueEpoch === world.cluster.epoch;
  const unserved = isMoving(world) ? late : recent;
  return over(over(held, isNew ? over(queued, unserved) : queued), ceilDiv(held, buffer, BPS));
}

export function ratioNow(world: World): bigint {
  const counted = world.members.reduce((sum, member) => sum + (member?.inSum ?? 0n), 0n);
  const { floor_ratio, target_ratio } = policyOf(world);
  const bonds = lamportsFor(world.pool.price, counted);
  return ratioOf(bonds, stakeableOf(world), BigInt(floor_ratio), BigInt(target_ratio));
}

/** The most stake that so many counted tokens allow, at a ratio. */
export function capOf(world: World, counted: bigint, ratio: bigint): bigint {
  return least((lamportsFor(world.pool.price, counted) * BILLION) / ratio, largestCap(world));
}

/** What of so many counted tokens somebody has a use for that may have no more stake than this. */
export function usefulOf(world: World, counted: bigint, stake: bigint): bigint {
  const bond = bondFor(stake, BigInt(policyOf(world).target_ratio));
  return least(counted, tokensFor(world.pool.price, bond));
}

/** Stake that is not on its way out, and all that there is. */
export const stayingStake = ({ stake, transient, cooling }: PoolRecord): bigint => over(stake + transient, cooling);
export const allStake = ({ stake, transient }: PoolRecord): bigint => stake + transient;
export const isDrained = ({ isIdle, cooling }: PoolRecord): boolean => isIdle && cooling === 0n;

/** For ten epochs the earlier manager's validators keep what they have. */
export const isGrace = ({ cluster, managedSince }: World): boolean => cluster.epoch < managedSince + 10n;
export const keepsStake = (world: World, { listed }: PoolRecord): boolean =>
  isGrace(world) && listed < world.managedSince;

/** Notes whether the steward is the pool's manager. */
export function observe(world: World): void {
  const { epoch } = world.cluster;
  if (world.pool.isManaged && (world.managedSince === 0n || world.dismissed !== 0n)) {
    world.managedSince = epoch;
    world.dismissed = 0n;
  } else if (!world.pool.isManaged && world.managedSince !== 0n && world.dismissed === 0n) world.dismissed = epoch;
}

export const copyOf = (world: World): World => structuredClone(world);
