// The epoch's update: `update_validators` over the whole list in one instruction, then `update_pool`.
import { isDelegated, isOwnedBy, missingRent, NEVER, type StakeAccount } from "../../accounts/stakeAccount";
import { StakeStatus, Taking, usesStake, usesTransient, type ValidatorRecord } from "../../accounts/validatorList";
import { followed, type Intake, noted, takingOf, turnedBusy } from "../../math/intake";
import { clip, type Level, type Limit, levelOf, lower, NO_TOP, raise } from "../../math/level";
import { knownStake, phaseOf } from "../../math/phase";
import { room } from "../../math/target";
import { min, saturatingMinus } from "../../math/units";
import { certainClaim, holdingsOf, intakeOf, measure, policyOf, recool, withReserve } from "../../quote/books";
import { shareOf, type ValidatorSituation } from "../../quote/moves";
import { joining } from "../../quote/tidy";
import { quoteUpdatePool, type UpdateQuote } from "../../quote/updatePool";
import { snapshotOf, type World } from "./world";

/** Sums over validators. */
interface Sums {
  earned: bigint;
  lamportEpochs: bigint;
  other: bigint;
  lost: bigint;
  /** Back in the reserve. */
  withdrawn: bigint;
  /** From the reserve, for rents. */
  toppedUp: bigint;
  /** The highest rent that an account without stake keeps, or was topped up to. */
  rent: bigint;
}

/** Measures validators and puts their accounts in order: all of them, or those at some places of the list. */
export function updateValidators(
  world: World,
  indexes: readonly number[] = world.validators.map((_, index) => index),
): void {
  const { clock } = world;
  const level = openLevel(world);
  const sums: Sums = { earned: 0n, lamportEpochs: 0n, other: 0n, lost: 0n, withdrawn: 0n, toppedUp: 0n, rent: 0n };
  const inReserve = saturatingMinus(world.reserveBalance, world.reserveRent);
  const spare = { lamports: min(world.pool.reserveLamports, inReserve) };
  const validators = [...world.validators];
  for (const index of indexes) {
    const before = validators[index] as ValidatorSituation;
    const turn = new Turn(world, before, sums, spare);
    const isFirst = before.record.earning.epoch !== clock.epoch;
    turn.measure(isFirst);
    turn.putInOrder();
    validators[index] = turn.finish(level, isFirst);
  }
  world.validators = validators;
  book(world, sums);
}

/** The level that limits are judged by, the same for all validators of an instruction: lower at an epoch's first look, higher at any. */
function openLevel(world: World): Level {
  const { pool, clock, validators } = world;
  // Limits are not counted by tickets that cost nothing to cancel.
  const place = room(policyOf(pool), { ...holdingsOf(pool, clock), queued: certainClaim(pool, clock) });
  if (world.loweredEpoch !== clock.epoch) {
    const epochs = validators.map(({ record }) => record.earning.epoch);
    // Of those that nobody looked at, one may have the highest limit. A validator that was added has begun the epoch already.
    const isKnown = epochs.includes(clock.epoch) || epochs.every((epoch) => epoch === epochs[0]);
    Object.assign(world, lower(place, world.scores, isKnown ? world.top : NO_TOP), { loweredEpoch: clock.epoch });
  }
  world.scores = raise(place, world.scores);
  return levelOf(place, world.scores);
}

/** Settles what validators have earned and lost. */
export function updatePool(world: World): UpdateQuote {
  const quote = quoteUpdatePool(snapshotOf(world));
  world.pool = quote.pool;
  world.mintSupply += quote.feeTokens;
  return quote;
}

/** Both, as a keeper has them at the beginning of an epoch. */
export function update(world: World): UpdateQuote {
  updateValidators(world);
  return updatePool(world);
}

/** Takes what was measured and moved into the books: the gains first. */
function book(world: World, { earned, lamportEpochs, other, lost, withdrawn, toppedUp, rent }: Sums): void {
  const { clock } = world;
  const staked = world.pool.stakedLamports;
  let pool = measure(world.pool, clock, "stakedLamports", staked, staked + earned + other);
  pool = measure(pool, clock, "stakedLamports", pool.stakedLamports, pool.stakedLamports - lost);
  world.pool = {
    ...pool,
    earnedLamports: pool.earnedLamports + earned,
    earningLamportEpochs: pool.earningLamportEpochs + lamportEpochs,
    fundedRent: pool.fundedRent > rent ? pool.fundedRent : rent,
    reserveLamports: pool.reserveLamports + withdrawn - toppedUp,
    stakedLamports: pool.stakedLamports - withdrawn + toppedUp,
  };
  world.reserveBalance += withdrawn - toppedUp;
}

/** One validator's turn. */
class Turn {
  private record: ValidatorRecord;
  private stake: StakeAccount | undefined;
  private transient: StakeAccount | undefined;

  constructor(
    private readonly world: World,
    private readonly before: ValidatorSituation,
    private readonly sums: Sums,
    /** Lamports that rents may still take from the reserve. */
    private readonly spare: { lamports: bigint },
  ) {
    const own = (account: StakeAccount | undefined) =>
      account && isOwnedBy(account, world.pool.stakeAuthority) ? account : undefined;
    this.record = before.record;
    this.stake = usesStake(before.record) ? own(before.stake) : undefined;
    this.transient = usesTransient(before.record) ? own(before.transient) : undefined;
  }

  private get epoch(): bigint {
    return this.world.clock.epoch;
  }

  /** Takes gains and losses since the last look into the record. */
  measure(isFirst: boolean): void {
    const { record, stake, transient, sums, epoch } = this;
    const since = record.earning.epoch;
    let [gain, loss, earned, base] = [0n, 0n, 0n, 0n];
    let { delegatedLamports, stakeLamports, transientLamports } = record;
    const compare = (booked: bigint, found: bigint): bigint => {
      gain += saturatingMinus(found, booked);
      loss += saturatingMinus(booked, found);
      return found;
    };
    if (usesStake(record)) {
      if (stake) {
        const delegated = stake.delegation?.stake ?? 0n;
        if (isFirst && isActiveSince(stake, since, epoch, this.world.stakeHistory)) {
          base = delegatedLamports;
          earned = saturatingMinus(delegated, base);
        }
        delegatedLamports = delegated;
      }
      stakeLamports = compare(stakeLamports, stake?.lamports ?? 0n);
    }
    if (usesTransient(record)) transientLamports = compare(transientLamports, transient?.lamports ?? 0n);
    earned = min(earned, gain);
    const other = gain - earned;
    const { earning } = record;
    if (isFirst) sums.lamportEpochs += base * (epoch - since);
    this.record = {
      ...{ ...record, delegatedLamports, stakeLamports, transientLamports },
      earning: isFirst
        ? { since, epoch, base, earned, other, lost: loss }
        : { ...earning, other: earning.other + other, lost: earning.lost + loss },
    };
    sums.earned += earned;
    sums.other += other;
    sums.lost += loss;
  }

  /** Joins what has become active, and takes back what has cooled down and what lies above stake and rent. */
  putInOrder(): void {
    this.join();
    let [cooling, isStuck] = [0n, false];
    if (usesTransient(this.before.record)) {
      const tidied = this.tidy(this.transient, this.record.transientStatus);
      const transientLamports = saturatingMinus(this.record.transientLamports, tidied.withdrawn);
      this.noteRent(tidied.status, transientLamports);
      this.transient = without(this.transient, tidied.withdrawn);
      this.record = { ...this.record, transientStatus: tidied.status, transientLamports };
      cooling += tidied.cooling;
      isStuck ||= tidied.isStuck === true;
      this.sums.withdrawn += tidied.withdrawn;
    }
    if (usesStake(this.before.record)) {
      const tidied = this.tidy(this.stake, this.record.stakeStatus);
      const stakeLamports = saturatingMinus(this.record.stakeLamports, tidied.withdrawn);
      this.noteRent(tidied.status, stakeLamports);
      this.stake = without(this.stake, tidied.withdrawn);
      const { delegated = this.record.delegatedLamports } = tidied;
      this.record = { ...this.record, stakeStatus: tidied.status, stakeLamports, delegatedLamports: delegated };
      cooling += tidied.cooling;
      isStuck ||= tidied.isStuck === true;
      this.sums.withdrawn += tidied.withdrawn;
    }
    const { stakeLamports, transientLamports } = this.record;
    const stuckLamports = isStuck ? stakeLamports + transientLamports : 0n;
    this.record = { ...this.record, coolingLamports: cooling, stuckLamports };
  }

  /** What an account keeps that has nothing but its rent: never more than the rent of now. */
  private noteRent(status: StakeStatus, kept: bigint): void {
    if (status !== StakeStatus.Idle) return;
    const rent = min(kept, this.world.stakeRent);
    if (rent > this.sums.rent) this.sums.rent = rent;
  }

  /** Moves the transient account's stake into the validator stake account when both are fully active, or that has none. */
  private join(): void {
    const { stake, transient, epoch, record } = this;
    const { stakeHistory, stakeRent, minimumDelegation } = this.world;
    const source = transient?.delegation;
    if (!stake || !transient || !source || !isDelegated(transient)) return;
    if (phaseOf(source, epoch, stakeHistory) !== "Active") return;
    const phase = phaseOf(stake.delegation, epoch, stakeHistory);
    if (phase !== "Active" && phase !== "Inactive") return;
    const present = phase === "Active" ? (stake.delegation?.stake ?? 0n) : 0n;
    const [whole, lacking, spare] = [source.stake, missingRent(transient, stakeRent), this.spare.lamports];
    const moved = joining({ whole, present, lacking, spare, minimumDelegation });
    if (moved === 0n) return;
    const missing = lacking <= spare ? lacking : 0n;
    this.spare.lamports -= missing;
    this.sums.toppedUp += missing;
    if (missing > 0n && stakeRent > this.sums.rent) this.sums.rent = stakeRent;
    const delegation = phase === "Active" && stake.delegation ? stake.delegation : source;
    this.stake = {
      ...stake,
      lamports: stake.lamports + moved,
      delegation: { ...delegation, stake: present + moved },
    };
    const { delegation: _, ...rest } = transient;
    const left = { ...rest, lamports: transient.lamports + missing - moved };
    this.transient = moved < whole ? { ...left, delegation: { ...source, stake: whole - moved } } : left;
    this.record = {
      ...record,
      stakeLamports: record.stakeLamports + moved,
      transientLamports: record.transientLamports + missing - moved,
    };
  }

  /** What an account is doing, how much of it cools down, and what it does not need. */
  private tidy(account: StakeAccount | undefined, status: StakeStatus): Tidied {
    if (!account) return { status: StakeStatus.None, cooling: 0n, withdrawn: 0n, delegated: 0n };
    const rent = this.world.stakeRent;
    const { lamports, delegation } = account;
    const aboveRent = saturatingMinus(lamports, rent);
    const idle: Tidied = { status: StakeStatus.Idle, cooling: 0n, withdrawn: aboveRent, delegated: 0n };
    if (!delegation) return idle;
    const { stake: delegated } = delegation;
    if (isDelegated(account)) {
      const withdrawn = saturatingMinus(lamports, delegated + rent);
      return { status: StakeStatus.Delegated, cooling: 0n, withdrawn, delegated };
    }
    const known = knownStake(delegation, this.epoch, this.world.stakeHistory);
    if (!known) return { status, cooling: 0n, withdrawn: 0n, delegated, isStuck: true };
    if (known.effective === 0n) return idle;
    // One lamport is left for whoever computes the cool-down in other numbers.
    const withdrawn = saturatingMinus(aboveRent, known.effective + 1n);
    return { status: StakeStatus.Deactivating, cooling: aboveRent - withdrawn, withdrawn, delegated };
  }

  /** Whether nothing more can be delegated to it in this epoch: stake cools down, or warms up since an earlier epoch. */
  private isBusy(): boolean {
    const { stakeStatus, transientStatus, stuckLamports } = this.record;
    const isRecent = this.transient?.delegation?.activationEpoch === this.epoch;
    const isWarming = transientStatus === StakeStatus.Delegated && !isRecent;
    const isCooling = [stakeStatus, transientStatus].includes(StakeStatus.Deactivating);
    return isWarming || isCooling || stuckLamports > 0n;
  }

  /** Books what the validator's accounts are doing, and what it takes; the validator as it is now. */
  finish(level: Level, isFirst: boolean): ValidatorSituation {
    const { world, before } = this;
    const after = recool(world.pool, this.record, before.record.coolingLamports);
    world.pool = after.pool;
    this.record = after.record;
    for (const status of ["stakeStatus", "transientStatus"] as const) {
      const isGone = before.record[status] !== StakeStatus.None && this.record[status] === StakeStatus.None;
      if (isGone) world.pool = { ...world.pool, stakeAccountCount: Math.max(world.pool.stakeAccountCount - 1, 0) };
    }
    const stuckLamports = world.pool.stuckLamports - before.record.stuckLamports + this.record.stuckLamports;
    world.pool = { ...world.pool, stuckLamports };
    const { clipped, scores, top } = clip(level, world, shareOf(this.record));
    Object.assign(world, { scores, top });
    this.record = { ...this.record, ...clippedFields(clipped) };
    if (isFirst) this.record = note(world, this.record, level);
    if (this.isBusy()) this.record = noteBusy(world, this.record);
    const { stake, transient } = this;
    return {
      ...{ ...before, record: this.record },
      stake: usesStake(before.record) ? stake : before.stake,
      transient: usesTransient(before.record) ? transient : before.transient,
      stakeBalance: usesStake(before.record) ? (stake?.lamports ?? 0n) : before.stakeBalance,
      transientBalance: usesTransient(before.record) ? (transient?.lamports ?? 0n) : before.transientBalance,
    };
  }
}

/** A limit as a record has it. */
function clippedFields(limit: Limit | undefined): Pick<ValidatorRecord, "clipped" | "clippedLimit"> {
  if (!limit) return { clipped: 0, clippedLimit: 0n };
  return limit.cap === undefined
    ? { clipped: 1, clippedLimit: BigInt(limit.share) }
    : { clipped: 2, clippedLimit: limit.cap };
}

interface Tidied {
  status: StakeStatus;
  cooling: bigint;
  withdrawn: bigint;
  /** Its delegation; undefined where it cannot be read. */
  delegated?: bigint;
  /** Whether nothing of it can be taken, because nobody can tell what it is doing. */
  isStuck?: boolean;
}

/** Epochs after which stake that was delegated is taken for effective. */
const WARMUP_EPOCHS = 10n;

/** Whether an account is delegated, and all of it was effective in the epoch `since`, which lies before this one, `now`. */
function isActiveSince(
  { delegation }: StakeAccount,
  since: bigint,
  now: bigint,
  history: World["stakeHistory"],
): boolean {
  if (delegation?.deactivationEpoch !== NEVER || delegation.activationEpoch >= since) return false;
  if (delegation.activationEpoch + WARMUP_EPOCHS < since) return true;
  // The program finds an entry by its place, from the newest back: an epoch that is missing since then hides all before it.
  for (let at = since; at < now; at++) if (!history.has(at)) return false;
  return phaseOf(delegation, since, history) === "Active";
}

function without(account: StakeAccount | undefined, lamports: bigint): StakeAccount | undefined {
  return account && { ...account, lamports: account.lamports - lamports };
}

/** Notes what a validator takes; returns its record. */
function note(world: World, record: ValidatorRecord, { largestShare }: Level): ValidatorRecord {
  const share = shareOf(record);
  setIntake(world, noted(intakeOf(world.pool, world.clock), share, largestShare));
  return { ...record, taking: takingOf(share, largestShare) };
}

/** Notes, once an epoch, that nothing more can be delegated to a validator in that; returns its record. */
export function noteBusy(world: World, record: ValidatorRecord): ValidatorRecord {
  const { taking } = record;
  if (taking === Taking.Busy) return record;
  const { pool, clock, scores } = world;
  setIntake(world, turnedBusy(intakeOf(pool, clock), taking, shareOf(record), scores));
  return { ...record, taking: Taking.Busy };
}

/** Notes what has left a validator; its record is that of after. */
export function noteLeft(world: World, record: ValidatorRecord, lamports: bigint): void {
  setIntake(world, followed(intakeOf(world.pool, world.clock), record.taking, shareOf(record), 0n, lamports));
}

function setIntake(world: World, { lamports, uncapped, capped, lowestCap, busy }: Intake): void {
  world.pool = {
    ...{ ...world.pool, intakeEpoch: world.clock.epoch, busyShare: busy },
    ...{ intakeLamports: lamports, intakeUncapped: uncapped, intakeCapped: capped, intakeLowestCap: lowestCap },
  };
}

/** The pool once it has looked at its reserve, as most instructions do first. */
export function measureReserve(world: World): void {
  world.pool = withReserve(world);
}
