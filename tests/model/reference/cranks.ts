// What anybody may do for the pool.
import { deactivation, delegation, shortfallOf } from "./policy";
import { allow, refuse } from "./refusal";
import { aboveRent, deactivate, delegate, delegated, isDelegated, moveStake, phaseOf } from "./stakeAccount";
import type { Told } from "./users";
import { limitCooling, measure, putInOrder, STATUS } from "./validators";
import {
  accountsOf,
  canCharge,
  holdingsOf,
  payTreasury,
  requireFresh,
  requirePaidOut,
  requireRunning,
  rulesOf,
  shareOf,
  validator,
  type World,
} from "./world";

/** A new epoch counts anew how many validators it has measured. */
export function enterEpoch({ measured, clock }: World): void {
  if (measured.epoch === clock.epoch) return;
  measured.epoch = clock.epoch;
  measured.count = 0;
}

export function updateValidators(
  world: World,
  { indexes, measureOnly }: { indexes: number[]; measureOnly: boolean },
): Told | undefined {
  const { clock, pending, measured, reserve } = world;
  const rules = rulesOf(world);
  requirePaidOut(world);
  allow(indexes.length > 0, "WrongAccountCount");
  enterEpoch(world);
  const sums = { measured: 0n, gain: 0n, loss: 0n, withdrawn: 0n };
  for (const index of indexes) {
    const record = validator(world, index);
    const accounts = accountsOf(world, record.vote);
    if (record.measured !== clock.epoch) {
      const { gain, loss } = measure(record, accounts, clock.epoch);
      sums.gain += gain;
      sums.loss += loss;
      sums.measured += 1n;
    }
    if (!measureOnly) {
      const { paid, left } = putInOrder(record, accounts, rules);
      reserve.held += paid;
      sums.withdrawn += left;
    }
    limitCooling(record);
  }
  measured.count += Number(sums.measured);
  pending.gain += sums.gain;
  pending.loss += sums.loss;
  world.staked += sums.gain - sums.loss - sums.withdrawn;
  reserve.booked += sums.withdrawn;
  if (sums.measured === 0n && sums.withdrawn === 0n) return undefined;
  return { ...sums, measured_in_epoch: BigInt(measured.count) };
}

export function updatePool(world: World): Told | undefined {
  const { books, clock, validators, measured, reserve } = world;
  if (books.epoch === clock.epoch) return undefined;
  requirePaidOut(world);
  const isMeasured = measured.epoch === clock.epoch && measured.count === validators.length;
  allow(validators.length === 0 || isMeasured, "ValidatorsOutOfDate");
  const found = reserve.held + world.staked;
  const { feeTokens } = books.update(
    found,
    world.mintSupply,
    clock.slot,
    clock.epoch,
    clock.slotsPerEpoch,
    canCharge(world),
  );
  reserve.booked = reserve.held;
  world.pending = { gain: 0n, loss: 0n };
  payTreasury(world, feeTokens);
  world.mintSupply += feeTokens;
  return { fee_tokens: feeTokens };
}

export function delegateReserve(world: World, index: number): Told {
  const { reserve } = world;
  const rules = rulesOf(world);
  requireFresh(world);
  requireRunning(world);
  const record = validator(world, index);
  allow(world.votes[record.vote]?.open === true, "InvalidVoteAccount");
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
  const missing = rules.minimum > present ? rules.minimum - present : 0n;
  const smallest = missing + newRent + transientRent;
  const lamports = delegation(world.policy, holdingsOf(world), shareOf(world, record), smallest > 1n ? smallest : 1n);

  reserve.booked -= lamports;
  reserve.held -= lamports;
  world.staked += lamports;
  if (transientRent > 0n) {
    transient.lamports += transientRent;
    record.transientLamports += transientRent;
    record.transientStatus = STATUS.idle;
  }
  const given = lamports - transientRent;
  receiver.lamports += given;
  if (receiver === stake) {
    record.stakeLamports += given;
    record.stakeStatus = STATUS.delegated;
  } else {
    record.transientLamports += given;
    record.transientStatus = STATUS.delegated;
  }
  delegate(receiver, record.vote, rules);
  return { lamports };
}

export function deactivateStake(world: World, index: number): Told {
  const { policy, clock } = world;
  const rules = rulesOf(world);
  requireFresh(world);
  const record = validator(world, index);
  const { stake, transient } = accountsOf(world, record.vote);
  const holdings = holdingsOf(world);
  const share = shareOf(world, record);
  const decide = (whole: bigint) => deactivation(policy, holdings, share, { whole, smallest: rules.minimum });
  const cool = (lamports: bigint): Told => {
    const rebalanced = lamports - shortfallOf(holdings);
    world.moved = { epoch: clock.epoch, lamports: holdings.moved + (rebalanced > 0n ? rebalanced : 0n) };
    record.cooling += lamports;
    limitCooling(record);
    return { lamports };
  };

  // What is in the transient account goes first, when all of it is wanted.
  if (record.transientStatus === STATUS.delegated) {
    const whole = delegated(transient);
    if (isDelegated(transient) && decide(whole) === whole) {
      deactivate(transient, rules);
      record.transientStatus = STATUS.deactivating;
      return cool(whole);
    }
  }
  if (record.stakeStatus === STATUS.deactivating) refuse("StakeCoolingDown");
  allow(record.stakeStatus === STATUS.delegated, "NothingToDeactivate");
  allow(isDelegated(stake), "StakeCoolingDown");
  const whole = delegated(stake);
  const lamports = decide(whole);
  if (typeof lamports === "string") refuse(lamports);
  if (lamports === whole) {
    deactivate(stake, rules);
    record.stakeStatus = STATUS.deactivating;
    return cool(whole);
  }
  allow(phaseOf(stake, rules) === "active", "StakeNotActive");
  allow(record.transientStatus === STATUS.idle, "TransientInUse");
  moveStake(stake, transient, lamports, rules);
  deactivate(transient, rules);
  record.stakeLamports -= lamports;
  record.transientLamports += lamports;
  record.transientStatus = STATUS.deactivating;
  return cool(lamports);
}

/** Takes a drained validator off the list, and what lies at its addresses to the reserve. */
export function removeValidator(world: World, index: number): Told {
  const { clock, validators, measured, reserve } = world;
  const record = validator(world, index);
  allow(record.score === 0n, "ValidatorStillScored");
  const isDrained = record.stakeStatus <= STATUS.idle && record.transientStatus <= STATUS.idle;
  allow(isDrained, "ValidatorNotDrained");
  requirePaidOut(world);
  enterEpoch(world);
  if (record.measured === clock.epoch) measured.count -= 1;
  const lamports = record.stakeLamports + record.transientLamports;
  world.staked -= lamports;
  reserve.booked += lamports;
  const last = validators.pop();
  if (last && last !== record) validators[index] = last;
  const accounts = accountsOf(world, record.vote);
  reserve.held += accounts.stake.lamports + accounts.transient.lamports;
  world.accounts[record.vote] = {
    stake: { lamports: 0n, isStake: false },
    transient: { lamports: 0n, isStake: false },
  };
  return { index: BigInt(index), lamports };
}

/** What `check_backing` answers for validators. */
export function checkBacking(world: World, indexes: number[]): Told {
  const sums = { booked: 0n, held: 0n };
  const compare = (booked: bigint, held: bigint): void => {
    allow(held >= booked, "NotBacked");
    sums.booked += booked;
    sums.held += held;
  };
  compare(world.reserve.booked, world.reserve.held);
  for (const index of indexes) {
    const record = validator(world, index);
    const { stake, transient } = accountsOf(world, record.vote);
    if (record.stakeStatus > STATUS.none) compare(record.stakeLamports, stake.lamports);
    if (record.transientStatus > STATUS.none) compare(record.transientLamports, transient.lamports);
  }
  return sums;
}
