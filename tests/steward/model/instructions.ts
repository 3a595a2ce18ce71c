// What each instruction of the steward does to the model's world, or refuses with.
import type { Policy } from "../../common/steward";
import { least, most, over } from "../../model/bigint";
import { ceilDiv } from "../../model/reference/numbers";
import { allow, refuse } from "../../model/reference/refusal";
import { chargedCredits, isCovered, isWitness, rateMember } from "./rating";
import {
  BPS,
  lowered,
  owedFor,
  ownGrowth,
  pledgedAnew,
  pledgedThrough,
  ramped,
  referenceOf,
  scoreOf,
  TRILLION,
} from "./rules";
import {
  availableOf,
  capOf,
  countedOf,
  isDrained,
  keepsStake,
  lamportsFor,
  type ModelMember,
  observe,
  type PoolRecord,
  type Price,
  policyOf,
  promisedBy,
  ratioNow,
  referenceIn,
  requestedOf,
  stakeableOf,
  stayingStake,
  tokensFor,
  toleranceOf,
  type VoteAccount,
  type World,
} from "./world";

/** What a call told of, by the names of its event. */
export type Told = Record<string, bigint>;

const U64 = 2n ** 64n;

function memberAt({ members }: World, place: number): ModelMember {
  return members[place] ?? refuse("MemberNotFound");
}

const voteOf = ({ votes }: World, { validator }: ModelMember): VoteAccount => votes[validator] as VoteAccount;

function recordOf({ pool }: World, { validator }: ModelMember): PoolRecord | undefined {
  return pool.records[validator];
}

// Anybody

export function noteEpoch(world: World): Told {
  const { rewards, newest, epoch, slotsPerEpoch } = world.cluster;
  allow(!rewards.isActive, "EpochRewardsActive");
  allow(!world.notes.has(epoch - 1n), "AlreadyNoted");
  const isNew = rewards.height !== world.notedHeight;
  const isOfEpoch = newest?.epoch === epoch - 1n;
  const reference =
    isNew && isOfEpoch
      ? referenceOf(rewards.points, rewards.lamports, newest?.effective ?? 0n, slotsPerEpoch)
      : undefined;
  world.notes.set(epoch - 1n, reference);
  world.notedHeight = rewards.height;
  observe(world);
  return { epoch: epoch - 1n, credits: reference?.credits ?? 0n, growth: reference?.growth ?? 0n };
}

/** Scores and caps of members at these places, in rising order. */
export function rate(world: World, places: number[]): void {
  allow(
    places.length > 0 && places.every((place, at) => at === 0 || place > (places[at - 1] as number)),
    "WrongPlaces",
  );
  allow(world.pool.isManaged, "NotManager");
  observe(world);
  const ratio = ratioNow(world);
  const members = places.map((place) => memberAt(world, place));
  const voters = members.filter((member) => isWitness(voteOf(world, member), world.cluster));
  for (const member of members) {
    const record = recordOf(world, member) ?? refuse("WrongValidator");
    const witnesses = voters.filter((voter) => voter !== member).length;
    Object.assign(record, rateMember(world, ratio, member, { record, witnesses }), { keep: true });
  }
}

export function listValidator(world: World, place: number): Told {
  allow(world.pool.isManaged, "NotManager");
  observe(world);
  const member = memberAt(world, place);
  const { score, cap } = rateMember(world, ratioNow(world), member, { record: undefined, witnesses: 0 });
  allow(score > 0n, "NotQualified");
  allow(recordOf(world, member) === undefined, "ValidatorAlreadyListed");
  return { score, cap };
}

/** Scores of validators that are no members: what they have, for as long as they keep it. */
export function migrate(world: World, validators: number[]): void {
  allow(validators.length > 0, "WrongPlaces");
  allow(world.pool.isManaged, "NotManager");
  observe(world);
  for (const validator of validators) {
    allow(!world.members.some((member) => member?.validator === validator), "IsMember");
    const record = world.pool.records[validator] ?? refuse("WrongValidator");
    const stays = record.score > 0n && keepsStake(world, record);
    const cap = stayingStake(record);
    record.score = stays ? scoreOf(1_000n, cap, stakeableOf(world)) : 0n;
    record.cap = stays ? cap : 0n;
    record.keep = false;
  }
}

/** Growth of a lamport over an earning's epochs, own and the mean; nothing where any of it is unknown. */
function growthOver(world: World, vote: VoteAccount, since: bigint, until: bigint) {
  const sum = { own: 0n, reference: 0n };
  for (let epoch = since; epoch < until; epoch++) {
    const reference = referenceIn(world, epoch);
    const credits = chargedCredits(vote, epoch, world.cluster.slotsPerEpoch);
    if (!reference || credits === "unknown") return undefined;
    sum.own += ownGrowth(credits, reference);
    sum.reference += reference.growth;
  }
  return sum;
}

/** Adds what is owed, in tokens at a price, rounded up; too little is carried, but by who leaves or owes the whole bond. */
function charge(world: World, member: ModelMember, owed: bigint, { total, supply }: Price): void {
  member.carried += owed;
  const isLast = member.isLeaving || member.debt >= member.tokens;
  const threshold = isLast ? 1n : most(policyOf(world).least_debt, 1n);
  if (member.carried < threshold) return;
  member.debt += ceilDiv(member.carried, supply, total);
  member.carried = 0n;
}

function assessOne(world: World, place: number): Told | undefined {
  const { epoch: now } = world.cluster;
  const member = memberAt(world, place);
  const { earning } = recordOf(world, member) ?? refuse("WrongValidator");
  const { since, epoch } = earning;
  const isAgain = epoch === member.assessed.epoch;
  const lost = isAgain ? over(earning.lost, member.assessed.lost) : earning.lost;
  if (isAgain && lost === 0n) return undefined;
  let owed = { commission: 0n, uptime: 0n };
  if (!isAgain) {
    allow(epoch !== now || world.notes.has(now - 1n), "EpochNotNoted");
    const growth = growthOver(world, voteOf(world, member), since, epoch);
    if (growth) {
      const pledge = pledgedThrough(member.pledge, since, epoch - 1n);
      const tolerance = BigInt(toleranceOf(world, since));
      owed = owedFor({ base: earning.base, earned: earning.earned, ...growth, pledge, tolerance });
    }
  }
  member.assessed = { epoch, lost: earning.lost };
  // A bond stands for what was while it was there, and while the steward was the manager.
  const wasManaged = world.managedSince !== 0n && since >= world.managedSince;
  const isOthers = since < member.joined || !wasManaged || (world.dismissed !== 0n && epoch > world.dismissed);
  const due = isOthers ? { commission: 0n, uptime: 0n, lost: 0n } : { ...owed, lost };
  const before = world.pool.history.findLast((entry) => entry.epoch < epoch) ?? world.pool.price;
  charge(world, member, due.commission + due.uptime + due.lost, before);
  return { index: BigInt(place), since, epoch, ...due, carried: member.carried, debt: member.debt };
}

export function assess(world: World, places: number[]): Told[] {
  allow(
    places.length > 0 && places.every((place, at) => at === 0 || place > (places[at - 1] as number)),
    "WrongPlaces",
  );
  observe(world);
  return places.map((place) => assessOne(world, place)).filter((told) => told !== undefined);
}

export function cover(world: World, places: number[]): Told {
  allow(places.length > 0, "WrongPlaces");
  const told = { tokens: 0n, debt: 0n };
  for (const place of places) {
    const member = memberAt(world, place);
    const paid = least(member.debt, member.tokens);
    member.debt -= paid;
    member.tokens -= paid;
    if (!member.isLeaving) ask(member, least(member.asked, member.tokens), false);
    countLess(member, world.cluster.epoch);
    told.tokens += paid;
    told.debt += member.debt;
  }
  world.vault -= told.tokens;
  world.supply -= told.tokens;
  return told;
}

// Validators

export interface Joining {
  validator: number;
  place: number;
  owner: string;
  tokens: bigint;
  pledge: number;
}

export function join(world: World, { validator, place, owner, tokens, pledge }: Joining): void {
  const { epoch } = world.cluster;
  const policy = policyOf(world);
  // The membership is made before anything else.
  const hasMembership = world.members.some((member) => member?.validator === validator);
  allow(!hasMembership && world.barred[validator] === undefined, "System:AccountAlreadyInUse");
  allow(pledge <= policy.commission_ceiling, "PledgeTooHigh");
  const vote = world.votes[validator] as VoteAccount;
  allow(vote.isOpen && vote.isReadable, "WrongVoteAccount");
  const [first] = vote.credits;
  allow(first !== undefined && first.epoch + 10n <= epoch, "TooNew");
  allow(lamportsFor(world.pool.price, tokens) >= policy.min_bond, "BondTooSmall");
  allow(place <= world.members.length, "MemberNotFound");
  allow(place < world.members.length || place < policy.max_members, "MembersFull");
  allow(world.members[place] === undefined, "PlaceTaken");
  allow((world.tokens[owner] ?? 0n) >= tokens, "Token:InsufficientFunds");
  world.members[place] = {
    validator,
    owner,
    tokens,
    asked: 0n,
    askedEpoch: 0n,
    isLeaving: false,
    debt: 0n,
    carried: 0n,
    ramp: ramped({ counted: 0n, step: 0n, epoch: 0n }, epoch, 0n, tokens),
    inSum: 0n,
    joined: epoch,
    assessed: { epoch: 0n, lost: 0n },
    pledge: { earlier: BigInt(pledge), before: BigInt(pledge), after: BigInt(pledge), changed: 0n, from: 0n },
    excess: { epoch: 0n, run: 0n },
    silentSince: undefined,
    veto: undefined,
    rated: { epoch: 0n, performance: 0n, quality: 0n, commission: 0n, score: 0n, gates: 0 },
  };
  world.tokens[owner] = (world.tokens[owner] ?? 0n) - tokens;
  world.vault += tokens;
  world.reserve += policy.join_fee;
}

export function deposit(world: World, { place, from, tokens }: { place: number; from: string; tokens: bigint }): void {
  allow(tokens > 0n, "ZeroAmount");
  const member = memberAt(world, place);
  const before = availableOf(member);
  allow(member.tokens + tokens < U64, "Overflow");
  // Where the bond is used up, dust beside what is owed keeps no place.
  const unowed = over(member.tokens + tokens, member.debt);
  const isUsedUp = member.tokens <= member.debt;
  const isBond = unowed === 0n || lamportsFor(world.pool.price, unowed) >= policyOf(world).min_bond;
  allow(!isUsedUp || isBond, "BondTooSmall");
  allow((world.tokens[from] ?? 0n) >= tokens, "Token:InsufficientFunds");
  member.tokens += tokens;
  member.ramp = ramped(member.ramp, world.cluster.epoch, before, availableOf(member));
  world.tokens[from] = (world.tokens[from] ?? 0n) - tokens;
  world.vault += tokens;
}

export function setPledge(world: World, { place, by, pledge }: { place: number; by: string; pledge: number }): void {
  allow(pledge <= policyOf(world).commission_ceiling, "PledgeTooHigh");
  const member = memberAt(world, place);
  allow(member.owner === by, "NotOwner");
  member.pledge = pledgedAnew(member.pledge, world.cluster.epoch, member.assessed.epoch, BigInt(pledge));
}

/** The sum has no more of a bond than counts; what counts more waits for a rating. */
function countLess(member: ModelMember, epoch: bigint): void {
  member.inSum = least(member.inSum, countedOf(member, epoch));
}

/** What the newest epoch that is known brought to a lamport in the mean. */
function lastGrowth(world: World): bigint {
  const { epoch } = world.cluster;
  for (let ago = 1n; ago <= 64n && ago <= epoch; ago++) {
    const reference = referenceIn(world, epoch - ago);
    if (reference) return reference.growth;
  }
  return 0n;
}

/** Whoever asks for all that there is leaves. */
function ask(member: ModelMember, tokens: bigint, leaves: boolean): void {
  member.isLeaving = leaves || (tokens > 0n && tokens >= member.tokens);
  member.asked = member.isLeaving ? 0n : tokens;
}

export interface Asking {
  place: number;
  by: string;
  tokens: bigint;
  leaves: boolean;
}

export function requestWithdrawal(world: World, { place, by, tokens, leaves }: Asking): Told {
  const { epoch } = world.cluster;
  const member = memberAt(world, place);
  allow(member.owner === by, "NotOwner");
  allow(leaves || tokens <= member.tokens, "InsufficientBond");
  const ratio = ratioNow(world);
  const was = { requested: requestedOf(member), isLeaving: member.isLeaving, available: availableOf(member) };
  const covered = capOf(world, countedOf(member, epoch), ratio);
  ask(member, tokens, leaves);
  const { price } = world.pool;
  const stays = lamportsFor(price, member.tokens - requestedOf(member));
  allow(member.isLeaving || member.asked === 0n || stays >= policyOf(world).min_bond, "BondTooSmall");
  const isMore = requestedOf(member) > was.requested || (member.isLeaving && !was.isLeaving);
  let idled = 0n;
  if (isMore) {
    member.askedEpoch = epoch;
    member.ramp = lowered(member.ramp, epoch, availableOf(member));
    idled = idledBy(world, member, covered, capOf(world, countedOf(member, epoch), ratio));
  } else member.ramp = ramped(member.ramp, epoch, was.available, availableOf(member));
  charge(world, member, idled, price);
  countLess(member, epoch);
  return { tokens: requestedOf(member), idled_lamports: idled, debt: member.debt };
}

/** An epoch's mean reward on the stake that a request sends away: what the bond covered before and covers no longer. */
function idledBy(world: World, member: ModelMember, covered: bigint, covers: bigint): bigint {
  const { epoch } = world.cluster;
  const record = recordOf(world, member);
  const isVetoed = member.veto !== undefined && epoch >= member.veto.from && epoch < member.veto.until;
  if (!record || !world.pool.isManaged || record.score === 0n || isVetoed) return 0n;
  const stake = stayingStake(record);
  let leaves = over(least(stake, covered), covers);
  // What the earlier manager's validators have stays for ten epochs whatever the bond, but with who leaves.
  if (keepsStake(world, record)) leaves = member.isLeaving ? over(stake, covers) : 0n;
  return (((leaves * lastGrowth(world)) / TRILLION) * (BPS - promisedBy(member, epoch))) / BPS;
}

/** Whether all that is known of an earning was assessed; nothing was earned where the pool has only just listed it. */
function isAssessed({ assessed }: ModelMember, { earning }: PoolRecord, now: bigint): boolean {
  const isDone = earning.epoch === now && assessed.epoch === now && assessed.lost === earning.lost;
  return isDone || (earning.since === now && earning.lost === 0n);
}

/** A place is free; a veto of who had it stays with its vote account. */
function free(world: World, place: number): void {
  const { validator, veto } = memberAt(world, place);
  if (veto && veto.until > world.cluster.epoch) world.barred[validator] = veto.until;
  world.members[place] = undefined;
}

/** Who left while it was vetoed may join again, once that would have ended. */
export function closeMembership(world: World, validator: number): void {
  allow(!world.members.some((member) => member?.validator === validator), "IsMember");
  const barred = world.barred[validator] ?? refuse("AccountNotInitialized");
  allow(world.cluster.epoch >= barred, "Barred");
  world.barred[validator] = undefined;
}

/** Pays what was asked back to a token account of the owner's. */
export function withdrawBond(world: World, { place, to }: { place: number; to: string }): Told {
  const { epoch } = world.cluster;
  const member = world.members[place] ?? refuse("AccountNotInitialized");
  observe(world);
  allow(member.owner === to, "WrongDestination");
  const tokens = requestedOf(member);
  allow(tokens > 0n, "NothingRequested");
  allow(member.debt === 0n, "DebtOpen");
  allow(!world.pool.isManaged || epoch >= member.askedEpoch + 4n, "TooEarly");
  const record = recordOf(world, member);
  if (record) {
    allow(isAssessed(member, record, epoch), "NotAssessed");
    allow(!world.pool.isManaged || member.rated.epoch > member.askedEpoch, "NotRated");
    allow(!world.pool.isManaged || isCovered(world, member, record, isDrained(record)), "StakeNotGone");
  }
  member.tokens -= tokens;
  member.asked = 0n;
  countLess(member, epoch);
  world.vault -= tokens;
  world.tokens[to] = (world.tokens[to] ?? 0n) + tokens;
  if (member.isLeaving) free(world, place);
  return { tokens, left: member.isLeaving ? 1n : 0n };
}

/** Whoever has no bond and owes nothing is no member any more, once no stake is there and none can come. */
export function removeMember(world: World, place: number): Told {
  const member = world.members[place] ?? refuse("AccountNotInitialized");
  observe(world);
  allow(member.tokens === 0n, "BondThere");
  allow(member.debt === 0n, "DebtOpen");
  const record = recordOf(world, member);
  if (record) {
    allow(isAssessed(member, record, world.cluster.epoch), "NotAssessed");
    const isGone = isDrained(record) && (record.score === 0n || record.cap === 0n);
    allow(!world.pool.isManaged || isGone, "StakeNotGone");
  }
  free(world, place);
  return { index: BigInt(place) };
}

// The pool's admin

/** Five epochs later. What was tolerated before the policy in force stays known: those epochs may still be assessed. */
export function updatePolicy(world: World, policy: Policy): void {
  const { epoch } = world.cluster;
  if (world.next && epoch >= world.next.from) {
    world.earlier = { tolerance: world.policy.tolerance, until: world.next.from };
    world.policy = world.next.policy;
  }
  world.next = { policy, from: epoch + 5n };
}

export function veto(world: World, place: number): void {
  const { epoch } = world.cluster;
  const member = memberAt(world, place);
  allow(member.veto === undefined || epoch >= member.veto.until, "AlreadyVetoed");
  const others = world.members.reduce((sum, one) => sum + (one === member ? 0n : (one?.veto?.tokens ?? 0n)), 0n);
  const all = world.members.reduce((sum, one) => sum + (one?.inSum ?? 0n), 0n);
  // Of who is new or of no use counts the least bond, as far as there is one.
  const bond = least(tokensFor(world.pool.price, policyOf(world).min_bond), member.tokens);
  const tokens = most(member.inSum, bond);
  allow((others + tokens) * 10n <= all, "VetoTooWide");
  member.veto = { from: epoch + 2n, until: epoch + 32n, tokens };
}

export function liftVeto(world: World, place: number): void {
  const member = memberAt(world, place);
  allow(member.veto !== undefined, "NotVetoed");
  member.veto = undefined;
}
