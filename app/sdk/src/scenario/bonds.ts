// The bonds of a pool's steward in a world that goes on: what it charges them for losses, and what of it they can pay.
import { managerOf } from "../accounts/pool";
import type { ValidatorRecord } from "../accounts/validatorList";
import type { Price } from "../math/price";
import { WHOLE_BPS } from "../math/units";
import { priceAt } from "../quote/books";
import type { Member } from "../steward/accounts/members";
import { policyAt, type Steward, toleranceAt } from "../steward/accounts/steward";
import { charge, managedSeen, priceBefore, standsFor } from "../steward/assessment";
import { covered, coverOf } from "../steward/cover";
import { owedFor } from "../steward/math/liability";
import { pledgeOver } from "../steward/math/pledge";
import type { Bonds, ScenarioState } from "./state";
import type { World } from "./world/world";

/** A bond of a validator that loses stake: lamports, and tokens in units of the pool token. */
export interface BondHit {
  /** The validator's place in the pool's list, and its vote account in base58: results are plain data. */
  validator: number;
  vote: string;
  /** Whether it is a member of the steward; without a bond nothing is charged. */
  isMember: boolean;
  /** Whether all that it earned before has been assessed. What it owes for that comes first, and is not in these numbers. */
  isAssessed: boolean;
  /** Its bond before the loss. */
  tokens: bigint;
  /** What the pool has less with it, and what of it is charged to the bond. */
  less: bigint;
  charged: bigint;
  /** Tokens that are burned for it, and lamports of the loss that they make good. */
  burned: bigint;
  bond: bigint;
  /** Tokens that are left; those that it owes still, and lamports that are too few to charge. */
  left: bigint;
  unpaid: bigint;
  carried: bigint;
}

/** What bonds do about a loss: lamports and tokens. */
export interface BondsHit {
  /** One for each validator that loses, as the inputs name them. */
  validators: BondHit[];
  /** What the pool has less with all of them; the bonds make good this, and this is left to the holders. */
  less: bigint;
  bond: bigint;
  holders: bigint;
  burned: bigint;
  /**
   * One token once the update after the loss's assessment has found the burn, and all that it knew is released: without the loss, with
   * it, and with the bonds burned for it.
   */
  token: { before: bigint; without: bigint; after: bigint };
}

/** Parts per trillion in a part per billion. */
const THOUSAND = 1_000n;

/** Bonds beside a world whose epoch has been updated: what each owed is assessed, as far as it is known, and covered. */
export interface BondsBeside {
  steward: Steward;
  /** Members by vote account, in base58. */
  members: ReadonlyMap<string, Member>;
  /** Those of whom it is not known what they owe for what they earned. */
  unassessed: ReadonlySet<string>;
  prices: readonly Entry[];
}

type Entry = Price & { epoch: bigint };

/**
 * Assesses what all members have lost so far, and burns what they owe, as keepers do after the update. What they have earned too little
 * is not known: it would take their votes.
 */
export function settleBonds({ steward, members }: Bonds, state: ScenarioState, world: World): BondsBeside {
  const prices = pricesOf(state, world);
  const beside = { steward, prices, members: new Map<string, Member>(), unassessed: new Set<string>() };
  const records = new Map(world.validators.map(({ record }) => [record.vote.toBase58(), record]));
  for (const member of members) {
    const vote = member.vote.toBase58();
    const record = records.get(vote);
    const after = covered(record ? assessed(beside, world, member, record) : member);
    world.mintSupply -= member.tokens - after.tokens;
    beside.members.set(vote, after);
    const { epoch, base } = record?.earning ?? { epoch: member.assessedEpoch, base: 0n };
    if (epoch !== member.assessedEpoch && base > 0n) beside.unassessed.add(vote);
  }
  return beside;
}

/** A member once what was lost with it is charged. */
function assessed(beside: BondsBeside, world: World, member: Member, record: ValidatorRecord): Member {
  const { epoch, lost } = record.earning;
  const more = epoch === member.assessedEpoch ? lost - member.assessedLost : lost;
  const owed = stands(beside, world, member, record) ? more : 0n;
  return charge(member, owed, priceOf(beside, world, record), policyAt(beside.steward, world.clock.epoch));
}

/**
 * What a bond does about its validator's loss. `before` and `after` are the validator's record without the loss and with it, both as they
 * are assessed; `rewardPpb` is what its stake was to earn in an epoch.
 */
export function hitBond(
  beside: BondsBeside,
  world: World,
  [before, after]: readonly [ValidatorRecord, ValidatorRecord],
  rewardPpb: number,
): BondHit {
  const vote = after.vote.toBase58();
  const less = netOf(before) - netOf(after);
  const member = beside.members.get(vote);
  const isAssessed = !beside.unassessed.has(vote);
  const of = { validator: after.index, vote, isMember: member !== undefined, isAssessed, less };
  if (!member) {
    return { ...of, tokens: 0n, charged: 0n, burned: 0n, bond: 0n, left: 0n, unpaid: 0n, carried: 0n };
  }
  const { steward } = beside;
  const owed = (record: ValidatorRecord): bigint =>
    stands(beside, world, member, record) ? owedAfter(steward, member, record, rewardPpb) : 0n;
  const charged = owed(after) - owed(before);
  const policy = policyAt(steward, world.clock.epoch);
  return {
    ...of,
    tokens: member.tokens,
    charged,
    ...coverOf(member, less, charged, priceOf(beside, world, after), policy),
  };
}

/**
 * Lamports that are owed for an earning. Its credits are worth what its stake was to earn, at the commission that it has pledged: whoever
 * loses nothing owes nothing for it.
 */
function owedAfter(steward: Steward, member: Member, { earning }: ValidatorRecord, rewardPpb: number): bigint {
  const { since, epoch, base, earned, lost } = earning;
  const pledge = pledgeOver(member, since, epoch - 1n);
  const left = BigInt(Math.max(WHOLE_BPS - pledge, 1));
  const growth = (BigInt(rewardPpb) * THOUSAND * BigInt(WHOLE_BPS)) / left;
  const tolerance = toleranceAt(steward, since);
  const { commission } = owedFor({ base, earned, growth: { own: growth, reference: growth }, pledge, tolerance });
  return commission + lost;
}

const netOf = ({ earning: { earned, other, lost } }: ValidatorRecord): bigint => earned + other - lost;

function stands({ steward }: BondsBeside, { clock, pool }: World, member: Member, record: ValidatorRecord): boolean {
  const isManager = managerOf(pool).equals(steward.authority);
  return standsFor(member, managedSeen(steward, isManager, clock.epoch), record.earning);
}

function priceOf({ prices }: BondsBeside, { pool, clock }: World, { earning }: ValidatorRecord): Price {
  return priceBefore(prices, earning.epoch) ?? priceAt(pool, clock.slot);
}

/** The prices after the last updates, with that of an update that the state was still waiting for. */
function pricesOf(state: ScenarioState, { pool, clock }: World): Entry[] {
  if (state.pool.lastUpdateEpoch === clock.epoch) return state.prices;
  return [...state.prices, { epoch: clock.epoch, ...priceAt(pool, clock.slot) }];
}

/** What bonds do about a loss, in all. */
export function sumOf(validators: BondHit[], tokenAfter: (burned: bigint) => BondsHit["token"]): BondsHit {
  const sum = (of: (hit: BondHit) => bigint): bigint => validators.reduce((all, hit) => all + of(hit), 0n);
  const [less, bond, burned] = [sum((hit) => hit.less), sum((hit) => hit.bond), sum((hit) => hit.burned)];
  return { validators, less, bond, holders: less - bond, burned, token: tokenAfter(burned) };
}
