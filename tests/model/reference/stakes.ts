// Stake accounts that users bring and take.
import { floorDiv } from "../../common";
import { least, most, over } from "../bigint";
import { noteStake } from "./limits";
import { BPS, limitOf } from "./policy";
import { allow, refuse } from "./refusal";
import { aboveRent, delegated, isDelegated, missingRent, moveStake, phaseOf, type StakeAccount } from "./stakeAccount";
import type { Told } from "./users";
import { isUsed, type ModelValidator, rateOf, remeasure, STATUS, stays, type Which } from "./validators";
import {
  accountsOf,
  canCharge,
  certainHoldingsOf,
  coolingOf,
  measureReserve,
  moveReserve,
  noteRent,
  pay,
  payTreasury,
  person,
  rentsOf,
  requireFresh,
  requirePrice,
  requireRunning,
  rulesOf,
  validator,
  type World,
} from "./world";

/** Measures an account in hand: what is known counts. */
function measureOne(world: World, record: ModelValidator, which: Which): void {
  if (!isUsed(record, which)) return;
  const { gain, loss } = remeasure(record, which, accountsOf(world, record.vote)[which]);
  world.books.measure({ gain, loss }, world.clock);
  world.books.staked += gain - loss;
}

/** A user's account `id` to the pool, by way of validator `index`. */
export function depositStake(world: World, { id, index }: { id: string; index: number }): Told {
  const { books, clock, reserve } = world;
  const rules = rulesOf(world);
  const record = validator(world, index);
  const { owner, account, lockedUntil } = world.given[id] ?? refuse(`no stake account ${id}`);
  const { stake: own, transient } = accountsOf(world, record.vote);
  requireFresh(world);
  requireRunning(world);
  allow(world.votes[record.vote]?.open === true, "InvalidVoteAccount");
  measureReserve(world);
  allow(record.score > 0n, "ValidatorDraining");
  allow(lockedUntil <= clock.epoch, "StakeLocked");
  const { delegation } = account;
  if (!delegation) refuse("StakeNotActive");
  allow(delegation.vote === record.vote, "WrongValidator");
  allow(phaseOf(account, rules) === "active", "StakeNotActive");
  const phase = phaseOf(own, rules);
  // What the cluster's limit holds back is refused by the stake program itself.
  const isOld = isDelegated(own) && (own.delegation?.activation ?? 0n) < clock.epoch;
  if (!isOld) allow(phase === "inactive", "StakeNotActive");
  const stake = delegation.stake;
  if (!isOld) allow(stake >= rules.minimum, "BelowMinimumDelegation");
  measureOne(world, record, "stake");
  const { lamports } = account;
  const loose = lamports - stake;
  // A move, unlike a merge, leaves its source's rent of now behind.
  allow(isOld || loose >= rules.rent, "RentMissing");

  const holdings = certainHoldingsOf(world);
  const within = { ...holdings, reserve: holdings.reserve + loose, staked: holdings.staked + stake };
  const { maxValidatorShare } = world.policy;
  // SOL that came since the last update lifts no limit.
  const ofLasting = floorDiv(books.heldAtUpdate + lamports, maxValidatorShare, BPS);
  const limit = limitOf(world.policy, within, record.cap);
  const highest = maxValidatorShare === BPS ? limit : least(limit, ofLasting);
  allow(stays(record) + stake <= highest, "ValidatorCapExceeded");
  allow(books.total(clock.slot) + lamports <= world.depositCap, "DepositCapExceeded");
  requirePrice(world, lamports, 0n);
  const minted = books.depositStake(lamports, clock, canCharge(world)) ?? refuse("NoPrice");
  allow(minted.depositor > 0n, "ZeroResult");

  let ownRent = isOld ? missingRent(own, rules) : over(rules.rent, own.lamports);
  if (!own.isStake) ownRent = rules.rent;
  const transientRent = record.transientStatus === STATUS.none ? rules.rent : 0n;
  allow(ownRent + transientRent <= reserve.booked, "ReserveNeeded");
  moveReserve(world, -ownRent - transientRent);
  world.books.staked += stake + ownRent + transientRent;
  if (transientRent > 0n) {
    record.transientStatus = STATUS.idle;
    record.transientLamports += transientRent;
    transient.lamports += transientRent;
  }
  if (!own.isStake || transientRent > 0n) noteRent(world, most(ownRent, transientRent));
  own.lamports += ownRent;
  own.isStake = true;
  record.stakeStatus = STATUS.delegated;
  record.stakeLamports += ownRent + stake;
  record.delegated += stake;
  noteStake(world, record, stake + ownRent + transientRent);
  if (isOld && phase !== "active") refuse(phase === "activating" ? "Stake:6" : "Stake:5");
  moveStake(account, own, stake, rules);
  moveReserve(world, loose);
  delete world.given[id];

  person(world, owner).tokens += minted.depositor;
  payTreasury(world, minted.treasury);
  world.mintSupply += minted.depositor + minted.treasury;
  return {
    stake_lamports: stake,
    loose_lamports: loose,
    tokens: minted.depositor,
    premium: minted.premium,
    treasury_tokens: minted.treasury,
  };
}

export interface WithdrawalArgs {
  user: string;
  index: number;
  tokens: bigint;
  /** Name of the new account. */
  id: string;
  /** What its address is made of. */
  exit: { user: string; nonce: bigint };
  /** Who pays its rent; the owner unless named. */
  payer?: string | undefined;
  /** To whom it belongs; the owner unless named. */
  to?: string | undefined;
}

/** What tokens are worth as stake of a validator, and the fee. */
export function stakeFor({ books, clock }: World, record: ModelValidator, tokens: bigint) {
  return books.stakeFor(tokens, clock.slot, rateOf(record));
}

/** Tokens for a new stake account with active stake. */
export function withdrawStake(world: World, args: WithdrawalArgs): Told {
  const { user, index, tokens, id, exit, payer = user, to = user } = args;
  const { books, clock } = world;
  const owner = person(world, user);
  const rules = rulesOf(world);
  allow(tokens > 0n, "ZeroAmount");
  allow(tokens <= owner.tokens, "InsufficientTokens");
  allow(world.given[id] === undefined, "NonceTaken");
  requireFresh(world);
  const record = validator(world, index);
  measureOne(world, record, "stake");
  measureOne(world, record, "transient");
  const { lamports, fee } = stakeFor(world, record, tokens);
  allow(lamports > 0n, "ZeroResult");
  allow(lamports >= rules.minimum, "BelowMinimumDelegation");
  const accounts = accountsOf(world, record.vote);
  const rents = rentsOf(world);
  const coolingIsAll = over(world.books.staked - coolingOf(world), rents) < lamports;
  const whole = (account: StakeAccount) => delegated(account) === lamports && phaseOf(account, rules) === "active";
  const gives = (which: Which) => {
    const account = accounts[which];
    // Of what has cooled down in part, and was taken back, nothing can be split.
    const isIntact = aboveRent(account, rules) >= delegated(account);
    const isCooling = coolingIsAll && isIntact && phaseOf(account, rules) === "cooling down";
    const isOpen = isDelegated(account) || isCooling;
    return account.isStake && isOpen && (whole(account) || delegated(account) - lamports >= rules.minimum);
  };
  const which = (["stake", "transient"] as const).find(gives) ?? refuse("NotEnoughStake");
  const giver = accounts[which];

  books.withdraw(tokens, clock.slot, rateOf(record));
  owner.tokens -= tokens;
  world.mintSupply -= tokens;
  world.books.staked -= lamports;
  record[`${which}Lamports`] -= lamports;
  if (which === "stake") record.delegated = over(record.delegated, lamports);
  if (record[`${which}Status`] === STATUS.deactivating) record.cooling = over(record.cooling, lamports);
  noteStake(world, record, -lamports);

  // What the giver lacks of a rent that has risen is paid with the new account's.
  const missing = missingRent(giver, rules);
  giver.lamports += missing;
  pay(world, payer, -rules.rent - missing);
  const account: StakeAccount = { lamports: rules.rent, isStake: true };
  if (whole(giver)) moveStake(giver, account, lamports, rules);
  else if (giver.delegation) {
    account.delegation = { ...giver.delegation, stake: lamports };
    account.lamports += lamports;
    giver.delegation.stake -= lamports;
    giver.lamports -= lamports;
  }
  world.given[id] = { owner: to, account, lockedUntil: 0n };
  world.exits[id] = exit;
  return { tokens, lamports, fee };
}
