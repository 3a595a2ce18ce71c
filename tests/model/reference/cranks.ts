// What anybody may do for the pool.
import { NEVER } from "@truestake/localnet";
import { LIMITS } from "../../common";
import { least, most, over } from "../bigint";
import { clip, forgetTaker, moveLevel, NOTHING, noteBusy, noteStake, noteTaker } from "./limits";
import { deactivation, delegation, recallOf, shortfallOf } from "./policy";
import { allow, refuse } from "./refusal";
import {
  aboveRent,
  deactivate,
  delegate,
  delegated,
  isDelegated,
  missingRent,
  moveStake,
  phaseOf,
  type StakeAccount,
  type StakeRules,
} from "./stakeAccount";
import type { Told } from "./users";
import {
  type Accounts,
  isUsed,
  limitCooling,
  type ModelValidator,
  measure,
  putInOrder,
  remeasure,
  STATUS,
  type Which,
} from "./validators";
import {
  accountsOf,
  canCharge,
  certainHoldingsOf,
  holdingsOf,
  measureReserve,
  moveReserve,
  noteRent,
  pay,
  payTreasury,
  rentFor,
  rentsOf,
  requireFresh,
  requirePaidOut,
  requireRunning,
  rulesOf,
  scoresOf,
  shareOf,
  validator,
  type World,
} from "./world";

/** A new epoch counts anew how many validators it has measured. */
export function enterEpoch(world: World): void {
  const { measured, clock, validators } = world;
  if (measured.epoch === clock.epoch) return;
  // Of those that nobody looked at, one may have the highest limit.
  if (measured.count !== validators.length) world.top = NOTHING;
  measured.epoch = clock.epoch;
  measured.count = 0;
}

export function updateValidators(
  world: World,
  { indexes, measureOnly }: { indexes: number[]; measureOnly: boolean },
): Told | undefined {
  const { clock, measured, reserve, books } = world;
  const rules = rulesOf(world);
  requirePaidOut(world);
  allow(indexes.length > 0, "WrongAccountCount");
  enterEpoch(world);
  // What the limits go by is the same for all of an instruction.
  const holdings = certainHoldingsOf(world);
  moveLevel(world, holdings);
  let spare = least(reserve.booked, over(reserve.lamports, rentFor(world, 0n)));
  const sums = { measured: 0n, earned: 0n, other: 0n, loss: 0n, withdrawn: 0n };
  let [lamportEpochs, toppedUp] = [0n, 0n];
  for (const index of indexes) {
    const record = validator(world, index);
    const accounts = accountsOf(world, record.vote);
    const found = measure(record, accounts, rules);
    sums.earned += found.earned;
    sums.other += found.other;
    sums.loss += found.lost;
    if (found.isFirst) {
      sums.measured += 1n;
      lamportEpochs += found.lamportEpochs;
    }
    if (!measureOnly) {
      const hadTransient = isUsed(record, "transient");
      const moved = putInOrder(record, accounts, rules, spare);
      spare -= moved.toppedUp;
      toppedUp += moved.toppedUp;
      if (moved.toppedUp > 0n) noteRent(world, rules.rent);
      const noteKept = (lamports: bigint) => noteRent(world, least(lamports, rules.rent));
      if (record.stakeStatus === STATUS.idle) noteKept(record.stakeLamports);
      if (hadTransient && record.transientStatus === STATUS.idle) noteKept(record.transientLamports);
      sums.withdrawn += moved.withdrawn;
    }
    limitCooling(record);
    clip(world, record, holdings);
    if (found.isFirst) noteTaker(world, record, holdings);
    if (isBusy(record, accounts, rules, measureOnly)) noteBusy(world, record, shareOf(record));
  }
  measured.count += Number(sums.measured);
  // The gains of an instruction come before its losses.
  const gain = sums.earned + sums.other;
  books.measure({ gain, loss: 0n }, clock);
  books.measure({ gain: 0n, loss: sums.loss }, clock);
  books.earned.lamports += sums.earned;
  books.earned.lamportEpochs += lamportEpochs;
  world.books.staked += gain - sums.loss + toppedUp - sums.withdrawn;
  moveReserve(world, sums.withdrawn - toppedUp);
  const isNothing = Object.values(sums).every((amount) => amount === 0n) && toppedUp === 0n;
  return isNothing ? undefined : { ...sums, measured_in_epoch: BigInt(measured.count) };
}

/**
 * Whether nothing more can be delegated to a validator in this epoch: stake cools down, or warms up since an earlier one. Where it
 * was measured only, by what its accounts are doing: what is active joins and what is inactive comes back, once they are in order.
 */
function isBusy(record: ModelValidator, accounts: Accounts, rules: StakeRules, measuredOnly: boolean): boolean {
  const isOlder = ({ delegation }: StakeAccount) => delegation !== undefined && delegation.activation < rules.epoch;
  if (!measuredOnly) {
    const { stakeStatus, transientStatus } = record;
    const isWarming = transientStatus === STATUS.delegated && isOlder(accounts.transient);
    return isWarming || [stakeStatus, transientStatus].includes(STATUS.deactivating);
  }
  const isOnItsWay = (which: Which): boolean => {
    const account = accounts[which];
    if (!isUsed(record, which) || !account.isStake) return false;
    if (!isDelegated(account)) return phaseOf(account, rules) !== "inactive";
    return which === "transient" && isOlder(account) && phaseOf(account, rules) !== "active";
  };
  return isOnItsWay("stake") || isOnItsWay("transient");
}

export function updatePool(world: World): Told | undefined {
  const { books, clock, validators, measured } = world;
  if (books.epoch === clock.epoch) return undefined;
  requirePaidOut(world);
  const isMeasured = measured.epoch === clock.epoch && measured.count === validators.length;
  allow(validators.length === 0 || isMeasured, "ValidatorsOutOfDate");
  measureReserve(world);
  const earned = books.earned.lamports;
  const { gain, loss, taxable, feeTokens, burned } =
    books.update(world.mintSupply, clock, canCharge(world)) ?? refuse("the update is due");
  payTreasury(world, feeTokens);
  world.mintSupply += feeTokens;
  const { total, supply } = books.bid(clock.slot);
  const { epoch, slot, time } = clock;
  world.prices.push({ epoch, slot, time, total, supply, gain: gain - loss, feeTokens });
  return { fee_tokens: feeTokens, earned, gain, loss, taxable, burned, unreleased: books.release.lamports };
}

export function delegateReserve(world: World, index: number): Told {
  const rules = rulesOf(world);
  const record = validator(world, index);
  requireFresh(world);
  requireRunning(world);
  allow(world.votes[record.vote]?.open === true, "InvalidVoteAccount");
  measureReserve(world);
  const { stake, transient } = accountsOf(world, record.vote);

  // Lamports can only join what has not begun to warm up.
  let receiver = stake;
  if (stake.isStake) {
    const phase = phaseOf(stake, rules);
    const takes = (phase === "inactive" || phase === "activating") && record.stakeStatus !== STATUS.deactivating;
    if (!takes) {
      allow(phase === "active" || phase === "warming up", "StakeCoolingDown");
      receiver = transient;
      const rests = ["inactive", "activating"].includes(phaseOf(transient, rules));
      const isFree = !transient.isStake || (rests && record.transientStatus !== STATUS.deactivating);
      allow(isFree, "TransientInUse");
    }
  }
  const newRent = stake.isStake ? 0n : rules.rent;
  const transientRent = record.transientStatus === STATUS.none ? rules.rent : 0n;
  const present = receiver.isStake ? aboveRent(receiver, rules) : 0n;
  measureReceiver(world, record, receiver === stake ? "stake" : "transient");
  // What an account that rests lacks of its rent stays undelegated.
  const lacking = newRent === 0n ? over(rules.rent, receiver.lamports) : 0n;
  const smallest = over(rules.minimum, present) + lacking + newRent + transientRent;
  // This epoch's tickets can take back what is delegated before the moving part.
  const lamports = delegation(
    world.policy,
    certainHoldingsOf(world),
    scoresOf(world),
    shareOf(record),
    smallest > 1n ? smallest : 1n,
  );

  moveReserve(world, -lamports);
  world.books.staked += lamports;
  if (transientRent > 0n) {
    transient.lamports += transientRent;
    record.transientLamports += transientRent;
    record.transientStatus = STATUS.idle;
  }
  if (newRent + transientRent > 0n) noteRent(world, rules.rent);
  const given = lamports - transientRent;
  receiver.lamports += given;
  if (receiver === stake) {
    record.stakeLamports += given;
    record.stakeStatus = STATUS.delegated;
    record.delegated += given - newRent;
  } else {
    record.transientLamports += given;
    record.transientStatus = STATUS.delegated;
  }
  delegate(receiver, record.vote, rules);
  return { lamports };
}

/** What somebody has sent to an address is delegated with the rest. */
function measureReceiver(world: World, record: ModelValidator, which: Which): void {
  const { lamports } = accountsOf(world, record.vote)[which];
  const booked = record[`${which}Lamports`];
  const found = { gain: over(lamports, booked), loss: over(booked, lamports) };
  record[`${which}Lamports`] = lamports;
  record.earning.other += found.gain;
  record.earning.lost += found.loss;
  limitCooling(record);
  world.books.measure(found, world.clock);
  world.books.staked += found.gain - found.loss;
}

export function deactivateStake(world: World, index: number): Told {
  const { policy, clock } = world;
  const rules = rulesOf(world);
  const record = validator(world, index);
  requireFresh(world);
  measureReserve(world);
  const { stake, transient } = accountsOf(world, record.vote);
  const holdings = holdingsOf(world);
  const recalled = recall(world, record, shortfallOf(holdings) > 0n);
  if (recalled !== undefined) return { lamports: recalled };

  const [scores, share] = [scoresOf(world), shareOf(record)];
  const unmovable = rentsOf(world);
  // What stays has to keep its account alive, also where that was made at a lower rent.
  const decide = (account: StakeAccount) => {
    const smallest = most(rules.minimum, missingRent(account, rules));
    return deactivation(policy, holdings, scores, share, { whole: delegated(account), smallest, unmovable });
  };
  const cool = (lamports: bigint): Told => {
    const needed = least(lamports, shortfallOf(holdings));
    world.rebalanced = { epoch: clock.epoch, lamports: holdings.moved + lamports - needed };
    noteBusy(world, record, share);
    record.cooling += lamports;
    limitCooling(record);
    return { lamports };
  };

  // What is in the transient account goes first, when all of it is wanted.
  if (record.transientStatus === STATUS.delegated) {
    const whole = delegated(transient);
    if (isDelegated(transient) && decide(transient) === whole) {
      deactivate(transient, rules);
      record.transientStatus = STATUS.deactivating;
      return cool(whole);
    }
  }
  if (record.stakeStatus === STATUS.deactivating) refuse("StakeCoolingDown");
  allow(record.stakeStatus === STATUS.delegated, "NothingToDeactivate");
  allow(isDelegated(stake), "StakeCoolingDown");
  const whole = delegated(stake);
  const lamports = decide(stake);
  if (typeof lamports === "string") refuse(lamports);
  if (lamports === whole) {
    deactivate(stake, rules);
    record.stakeStatus = STATUS.deactivating;
    return cool(whole);
  }
  allow(phaseOf(stake, rules) === "active", "StakeNotActive");
  // Above the rent of now there has to be what is delegated again, and the least that may be.
  const isEnough = aboveRent(transient, rules) >= most(delegated(transient), rules.minimum);
  const together = record.transientStatus === STATUS.deactivating && isEnough && beginsToCool(transient, rules);
  allow(
    record.transientStatus <= STATUS.idle || (together && world.votes[record.vote]?.open === true),
    "TransientInUse",
  );
  if (together && transient.delegation) transient.delegation.deactivation = NEVER;
  const missing = rules.rent > transient.lamports ? rules.rent - transient.lamports : 0n;
  allow(missing <= world.reserve.booked, "RentMissing");
  moveReserve(world, -missing);
  world.books.staked += missing;
  transient.lamports += missing;
  if (missing > 0n) noteRent(world, rules.rent);
  moveStake(stake, transient, lamports, rules);
  deactivate(transient, rules);
  record.stakeLamports -= lamports;
  record.delegated = record.delegated > lamports ? record.delegated - lamports : 0n;
  record.transientLamports += missing + lamports;
  record.transientStatus = STATUS.deactivating;
  return cool(lamports);
}

/** Whether an account's stake was active until it was deactivated in this epoch: more may join it. */
function beginsToCool(account: StakeAccount, rules: StakeRules): boolean {
  const { delegation } = account;
  if (!delegation || delegation.deactivation !== rules.epoch) return false;
  return phaseOf({ ...account, delegation: { ...delegation, deactivation: NEVER } }, rules) === "active";
}

/** Stake that was delegated in this epoch has earned nothing yet: tickets take it back at once. */
function recall(world: World, record: ModelValidator, isNeeded: boolean): bigint | undefined {
  if (!isNeeded) return undefined;
  const rules = rulesOf(world);
  const accounts = accountsOf(world, record.vote);
  for (const which of ["transient", "stake"] as const) {
    const account: StakeAccount = accounts[which];
    const isNew = isDelegated(account) && account.delegation?.activation === rules.epoch;
    if (record[`${which}Status`] !== STATUS.delegated || !isNew) continue;
    // An account that lacks rent keeps that much of its stake.
    const kept = missingRent(account, rules);
    const whole = over(delegated(account), kept);
    const isOpen = world.votes[record.vote]?.open === true;
    // With a closed vote account nothing can be delegated again.
    const lamports = isOpen ? recallOf(holdingsOf(world), whole, rules.minimum) : whole;
    if (lamports === 0n) continue;
    // Emptied, it is seen by no later update: what it has lost counts now.
    const booked = record[`${which}Lamports`];
    const found = remeasure(record, which, { ...account, lamports: least(account.lamports, booked) });
    world.books.measure(found, world.clock);
    world.books.staked -= found.loss;
    if (kept > 0n) noteRent(world, rules.rent);
    deactivate(account, rules);
    account.lamports -= lamports;
    record[`${which}Lamports`] -= lamports;
    if (which === "stake") record.delegated = record.delegated > lamports ? record.delegated - lamports : 0n;
    if (lamports < whole) delegate(account, record.vote, rules);
    else record[`${which}Status`] = STATUS.idle;
    world.books.staked -= lamports;
    noteStake(world, record, -lamports);
    moveReserve(world, lamports);
    return lamports;
  }
  return undefined;
}

/** Takes a drained validator off the list, and what lies at its addresses to the reserve. */
export function removeValidator(world: World, index: number): Told {
  const { clock, validators, measured, reserve } = world;
  const record = validator(world, index);
  allow(record.score === 0n, "ValidatorStillScored");
  allow(!record.keep, "ValidatorKept");
  const isDrained = record.stakeStatus <= STATUS.idle && record.transientStatus <= STATUS.idle;
  allow(isDrained, "ValidatorNotDrained");
  requirePaidOut(world);
  world.books.openIntake(clock.epoch);
  forgetTaker(world, record);
  enterEpoch(world);
  if (record.earning.epoch === clock.epoch) measured.count -= 1;
  const lamports = record.stakeLamports + record.transientLamports;
  world.books.staked -= lamports;
  reserve.booked += lamports;
  const last = validators.pop();
  if (last && last !== record) {
    validators[index] = last;
    const moved = world.marks[last.vote];
    if (moved) moved.index = index;
  }
  const mark = world.marks[record.vote];
  if (mark) pay(world, mark.rentPayer, mark.lamports);
  world.marks[record.vote] = undefined;
  const accounts = accountsOf(world, record.vote);
  reserve.lamports += accounts.stake.lamports + accounts.transient.lamports;
  world.accounts[record.vote] = {
    stake: { lamports: 0n, isStake: false },
    transient: { lamports: 0n, isStake: false },
  };
  return { index: BigInt(index), lamports };
}

/** Bytes that an instruction can give an account. */
export const LARGEST_GROWTH = 10_240n;

/** Grows the ring of queued tickets by places before the head, or behind the last where the head comes first. */
export function growQueue(world: World, payer: string): Told {
  const { ring, books } = world;
  const { places } = ring;
  const from = Number(BigInt.asUintN(64, books.head - ring.base) % BigInt(places.length));
  const more: (bigint | undefined)[] = Array(Number(LIMITS.queue.more)).fill(undefined);
  const first = from === 0 ? 0 : from + more.length;
  ring.places = [...places, ...more];
  if (first > 0) ring.places.copyWithin(first, from, places.length);
  ring.base = BigInt.asUintN(64, books.head - BigInt(first));
  ring.bytes += LARGEST_GROWTH;
  const missing = over(rentFor(world, ring.bytes), ring.lamports);
  ring.lamports += missing;
  pay(world, payer, -missing);
  return { capacity: BigInt(ring.places.length) };
}

/** What `check_backing` answers for validators. */
export function checkBacking(world: World, indexes: number[]): Told {
  const sums = { booked: 0n, held: 0n };
  const compare = (booked: bigint, held: bigint): void => {
    allow(held >= booked, "NotBacked");
    sums.booked += booked;
    sums.held += held;
  };
  compare(world.reserve.booked, over(world.reserve.lamports, rentFor(world, 0n)));
  for (const index of indexes) {
    const record = validator(world, index);
    const { stake, transient } = accountsOf(world, record.vote);
    if (record.stakeStatus > STATUS.none) compare(record.stakeLamports, stake.lamports);
    if (record.transientStatus > STATUS.none) compare(record.transientLamports, transient.lamports);
  }
  return sums;
}
