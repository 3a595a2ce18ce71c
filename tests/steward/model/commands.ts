// The steps of a steward's life, and how often each is taken.
import fc from "fast-check";
import { SOL } from "../../common";
import { CREDITS_PER_SLOT, POLICY, type Policy, REWARD_PPM } from "../../common/steward";
import { type Kind, kindsOf, part, partOf, place, rarely, seldom } from "../../model/commands/command";
import { type Commands, Sequences } from "../../model/commands/sequences";
import { amount } from "../../model/setup";
import * as call from "./calls";
import { crank, oldOnes, QUIET, quietEpoch } from "./keepers";
import type { Life } from "./life";
import * as nature from "./nature";
import { VALIDATORS } from "./setup";
import { policyOf, requestedOf } from "./world";

const kind = kindsOf<Life>();

const validator = fc.nat(VALIDATORS - 1);
const mostly = (times: number) => rarely(times).map((value) => !value);
/** Somebody's place in the list: mostly a member's, rarely one behind the end. */
const placeOf = ({ world }: Life, wanted: number): number =>
  wanted % (world.members.length + (wanted % 13 === 0 ? 1 : 0) || 1);
/** Whose bond it is, or somebody else. */
const ownerOf = ({ world }: Life, at: number, stranger: number | undefined): number =>
  stranger ?? world.members[at]?.validator ?? 0;

const cluster = fc.record({
  cluster: fc.constantFrom(CREDITS_PER_SLOT, CREDITS_PER_SLOT, CREDITS_PER_SLOT, CREDITS_PER_SLOT, 7n, 15n, 0n, 17n),
  reward: fc.constantFrom(REWARD_PPM, REWARD_PPM, REWARD_PPM, 300n, 0n),
  isPaid: mostly(8),
});
const shift = fc.record({
  notes: mostly(5),
  updates: mostly(8),
  assesses: mostly(4),
  rates: mostly(4),
  moves: mostly(3),
});

const EPOCH_KINDS: Kind<Life>[] = [
  kind("epoch", 12, { cluster, shift }, (life, args) => {
    if (life.world.cluster.rewards.isActive) nature.setRewardsActive(life, false);
    nature.passEpoch(life, args.cluster);
    crank(life, args.shift);
  }),
  kind("quietEpochs", 4, { count: fc.integer({ min: 1, max: 5 }) }, (life, { count }) => {
    if (life.world.cluster.rewards.isActive) nature.setRewardsActive(life, false);
    for (let epoch = 0; epoch < count; epoch++) quietEpoch(life);
  }),
  kind("outage", 1, { count: fc.integer({ min: 2, max: 12 }) }, (life, { count }) => {
    if (life.world.cluster.rewards.isActive) nature.setRewardsActive(life, false);
    for (let epoch = 0; epoch < count; epoch++) nature.passEpoch(life, QUIET);
  }),
  kind("time", 4, { slots: fc.bigInt({ min: 1n, max: 700n }), voters: fc.subarray([0, 1, 2, 3, 4, 5]) }, (life, args) =>
    nature.passTime(life, args.slots, args.voters),
  ),
  kind("payout", 1, {}, (life) => nature.setRewardsActive(life, !life.world.cluster.rewards.isActive)),
];

const VALIDATOR_KINDS: Kind<Life>[] = [
  kind("votes", 5, { validator, credits: fc.constantFrom(14n, 14n, 13n, 12n, 7n, 0n, 16n) }, (life, args) => {
    nature.validatorOf(life, args.validator).credits = args.credits;
  }),
  kind("copies", 1, { validator, other: validator }, (life, args) => {
    nature.validatorOf(life, args.validator).credits = nature.validatorOf(life, args.other).credits;
  }),
  kind("takes", 4, { validator, taken: fc.constantFrom(undefined, undefined, 0n, 600n, 10_000n) }, (life, args) => {
    nature.validatorOf(life, args.validator).taken = args.taken;
  }),
  kind("commission", 4, { validator, percent: fc.constantFrom(0, 3, 5, 5, 6, 10, 11, 100) }, (life, args) =>
    nature.setCommission(life, args.validator, args.percent),
  ),
  kind("close", 0.5, { validator }, (life, args) => nature.close(life, args.validator)),
  kind("reopen", 1, { validator }, (life, args) => nature.reopen(life, args.validator)),
  kind("layout", 1, { validator }, (life, args) => nature.changeLayout(life, args.validator)),
  kind("blsKey", 1, { validator }, (life, args) => nature.addBlsKey(life, args.validator)),
  kind("fundVote", 0.5, { validator }, (life, args) => nature.fundVote(life, args.validator, SOL)),
  kind("loss", 2, { validator, part: fc.bigInt({ min: 1n, max: 2_000n }), isSeen: fc.boolean() }, (life, args) =>
    nature.slash(life, args.validator, args.part, args.isSeen),
  ),
  // More than a bond is worth.
  kind("ruin", 1, { validator, part: fc.bigInt({ min: 5_000n, max: 20_000n }), isSeen: fc.boolean() }, (life, args) =>
    nature.slash(life, args.validator, args.part, args.isSeen),
  ),
  kind("gift", 0.5, { validator, lamports: amount(50n * SOL) }, (life, args) =>
    nature.donate(life, args.validator, args.lamports),
  ),
];

const POOL_KINDS: Kind<Life>[] = [
  kind("trade", 2, { lamports: amount(30_000n * SOL).map((more) => SOL + more), comes: fc.boolean() }, (life, args) =>
    nature.trade(life, args.lamports, args.comes),
  ),
  kind("cancel", 1, {}, (life) => nature.cancel(life)),
  kind("settle", 1, {}, (life) => nature.settle(life)),
  kind("update", 2, {}, (life) => nature.updatePool(life)),
  kind("moves", 2, {}, (life) => nature.moveStake(life)),
  kind("remove", 1, { validator }, (life, args) => nature.remove(life, args.validator)),
  kind("handOver", 0.5, {}, (life) => nature.handOver(life)),
  kind("giveToVault", 0.5, { tokens: amount(SOL) }, (life, { tokens }) => nature.giveToVault(life, tokens)),
];

const MEMBER_KINDS: Kind<Life>[] = [
  kind(
    "join",
    5,
    {
      validator,
      bond: amount(200n * SOL),
      pledge: fc.constantFrom(0, 300, 500, 500, 501, 1_000),
      place: seldom(8, place),
    },
    (life, args) => {
      const free = life.world.members.indexOf(undefined);
      const last = life.world.members.length;
      const place = args.place === undefined ? (free < 0 ? last : free) : args.place % (last + 2);
      call.join(life, { validator: args.validator, place, tokens: args.bond, pledge: args.pledge });
    },
  ),
  kind("buyTokens", 2, { validator, lamports: amount(500n * SOL).map((more) => SOL + more) }, (life, args) =>
    nature.buyTokens(life, args.validator, args.lamports),
  ),
  kind("deposit", 4, { place, by: seldom(3, validator), tokens: amount(300n * SOL) }, (life, args) => {
    const at = placeOf(life, args.place);
    call.deposit(life, { place: at, by: ownerOf(life, at, args.by), tokens: args.tokens });
  }),
  kind(
    "pledge",
    3,
    { place, by: seldom(8, validator), pledge: fc.constantFrom(0, 100, 300, 500, 600, 1_001) },
    (life, args) => {
      const at = placeOf(life, args.place);
      call.setPledge(life, { place: at, by: ownerOf(life, at, args.by), pledge: args.pledge });
    },
  ),
  kind("ask", 5, { place, by: seldom(10, validator), part, leaves: rarely(4) }, (life, args) => {
    const at = placeOf(life, args.place);
    const member = life.world.members[at];
    const tokens = partOf(member?.tokens ?? SOL, args.part);
    call.request(life, { place: at, by: ownerOf(life, at, args.by), tokens, leaves: args.leaves });
  }),
  kind("takeBack", 5, { place, to: seldom(10, validator) }, (life, args) => {
    const asking = [...life.world.members.keys()].filter((at) => {
      const member = life.world.members[at];
      return member && requestedOf(member) > 0n;
    });
    const at = asking.length > 0 ? (asking[args.place % asking.length] ?? 0) : placeOf(life, args.place);
    call.withdraw(life, { place: at, to: ownerOf(life, at, args.to) });
  }),
];

/** Some of what there is, at least one. */
const someOf = fc.array(fc.boolean(), { minLength: VALIDATORS, maxLength: VALIDATORS });
const chosen = (all: number[], some: boolean[]): number[] => {
  const found = all.filter((_, at) => some[at]);
  return found.length > 0 ? found : all.slice(0, 1);
};

const KEEPER_KINDS: Kind<Life>[] = [
  kind("note", 2, {}, (life) => call.noteEpoch(life)),
  kind("rate", 5, { some: someOf }, (life, { some }) => {
    const places = chosen(call.listedPlaces(life), some);
    if (places.length > 0) call.rate(life, places);
  }),
  kind("assess", 4, { some: someOf }, (life, { some }) => {
    const places = chosen(call.listedPlaces(life), some);
    if (places.length > 0) call.assess(life, places);
  }),
  kind("cover", 3, { place }, (life, args) => call.cover(life, [placeOf(life, args.place)])),
  kind("payDebt", 2, { place, by: validator, isAll: mostly(3) }, (life, { place, by, isAll }) => {
    const owing = call.owingPlaces(life);
    const at = owing[place % (owing.length || 1)];
    if (at !== undefined) call.payDebt(life, { place: at, by, less: isAll ? 0n : 1n });
  }),
  kind("removeMember", 2, { place, isBare: mostly(3) }, (life, { place, isBare }) => {
    const bare = [...life.world.members.keys()].filter((at) => life.world.members[at]?.tokens === 0n);
    const at = isBare ? bare[place % (bare.length || 1)] : placeOf(life, place);
    if (at !== undefined) call.removeMember(life, at);
  }),
  kind("closeMembership", 2, { validator, isBarred: rarely(2) }, (life, { validator, isBarred }) => {
    const barred = life.world.barred.findIndex((until) => until !== undefined);
    call.closeMembership(life, isBarred && barred >= 0 ? barred : validator);
  }),
  kind("list", 3, { place }, (life, args) => {
    const waiting = [...life.world.members.keys()].filter((at) => {
      const member = life.world.members[at];
      return member && !life.world.pool.records[member.validator];
    });
    call.list(life, waiting[args.place % (waiting.length || 1)] ?? placeOf(life, args.place));
  }),
  kind("migrate", 2, { some: someOf, member: rarely(6) }, (life, { some, member }) => {
    const all = member ? life.world.pool.records.flatMap((record, number) => (record ? [number] : [])) : oldOnes(life);
    const numbers = chosen(all, some);
    if (numbers.length > 0) call.migrate(life, numbers);
  }),
];

const policies: fc.Arbitrary<Partial<Policy>> = fc.constantFrom<Partial<Policy>>(
  {},
  { least_debt: 1n },
  { commission_ceiling: 600 },
  { commission_ceiling: 300, tolerance: 50 },
  { share: 2_000 },
  { floor_ratio: 1_000_000, target_ratio: 5_000_000 },
  { require_bls_key: 1 },
  { min_vote_balance: SOL / 2n },
  { max_members: 3, min_bond: SOL },
  { join_fee: SOL, tolerance: 500 },
);

const ADMIN_KINDS: Kind<Life>[] = [
  kind("policy", 2, { change: policies, isAnew: rarely(3) }, (life, { change, isAnew }) =>
    call.updatePolicy(life, { ...(isAnew ? POLICY : policyOf(life.world)), ...change }),
  ),
  kind("veto", 3, { place, isSmall: rarely(2) }, (life, args) => {
    // Only small bonds may be vetoed.
    const [smallest] = [...life.world.members.entries()]
      .filter(([, member]) => member)
      .sort(([, a], [, b]) => Number((a?.tokens ?? 0n) - (b?.tokens ?? 0n)));
    call.veto(life, args.isSmall ? (smallest?.[0] ?? 0) : placeOf(life, args.place));
  }),
  kind("liftVeto", 2, { place, isVetoed: rarely(2) }, (life, args) => {
    const vetoed = life.world.members.findIndex((member) => member?.veto);
    call.liftVeto(life, args.isVetoed && vetoed >= 0 ? vetoed : placeOf(life, args.place));
  }),
];

const KINDS = [...EPOCH_KINDS, ...VALIDATOR_KINDS, ...POOL_KINDS, ...MEMBER_KINDS, ...KEEPER_KINDS, ...ADMIN_KINDS];

export const sequences = (length: number): fc.Arbitrary<Commands<Life>> => new Sequences(KINDS, length);
