// Stake accounts that users bring and take.
import { ceilDiv, floorDiv } from "../../common";
import { over } from "../bigint";
import { allow, refuse } from "./refusal";
import { delegated, isDelegated, moveStake, phaseOf, type StakeAccount } from "./stakeAccount";
import type { Told } from "./users";
import { STATUS } from "./validators";
import {
  accountsOf,
  canCharge,
  coolingOf,
  payTreasury,
  person,
  requireFresh,
  requireRunning,
  rulesOf,
  validator,
  type World,
} from "./world";

/** A user's account `id` to the pool, by way of validator `index`. */
export function depositStake(world: World, { id, index }: { id: string; index: number }): Told {
  const { books, clock, reserve } = world;
  const rules = rulesOf(world);
  requireFresh(world);
  requireRunning(world);
  const record = validator(world, index);
  const { owner, account, lockedUntil } = world.given[id] ?? refuse(`no stake account ${id}`);
  const { stake: canonical, transient } = accountsOf(world, record.vote);
  allow(lockedUntil <= clock.epoch, "StakeLocked");
  const { delegation } = account;
  if (!delegation) refuse("StakeNotActive");
  allow(delegation.vote === record.vote, "WrongValidator");
  allow(phaseOf(account, rules) === "active", "StakeNotActive");
  allow(record.score > 0n, "ValidatorDraining");
  const phase = phaseOf(canonical, rules);
  // What the cluster's limit holds back is refused by the stake program itself.
  const isHeldBack = isDelegated(canonical) && (canonical.delegation?.activation ?? 0n) < clock.epoch;
  if (!isHeldBack || phase === "active") allow(phase === "active" || phase === "inactive", "StakeNotActive");
  const stake = delegation.stake;
  if (phase === "inactive") allow(stake >= rules.minimum, "BelowMinimumDelegation");
  const { lamports } = account;
  const loose = lamports - stake;
  const before = books.total(clock.slot);
  allow(before + lamports <= world.depositCap, "DepositCapExceeded");
  const minted = books.mint(lamports, clock.slot, { charged: canCharge(world) });
  allow(minted.depositor > 0n, "ZeroResult");

  const ownRent = canonical.isStake ? 0n : rules.rent;
  const transientRent = record.transientStatus === STATUS.none ? rules.rent : 0n;
  allow(ownRent + transientRent <= reserve.booked, "ReserveNeeded");
  reserve.booked += loose - ownRent - transientRent;
  reserve.held += loose - ownRent - transientRent;
  world.staked += stake + ownRent + transientRent;
  if (transientRent > 0n) {
    record.transientStatus = STATUS.idle;
    record.transientLamports += transientRent;
    transient.lamports += transientRent;
  }
  canonical.lamports += ownRent;
  canonical.isStake = true;
  record.stakeStatus = STATUS.delegated;
  record.stakeLamports += ownRent + stake;
  if (isHeldBack && phase !== "active") refuse(phase === "activating" ? "Stake:6" : "Stake:5");
  moveStake(account, canonical, stake, rules);
  delete world.given[id];

  person(world, owner).tokens += minted.depositor;
  payTreasury(world, minted.treasury);
  world.mintSupply += minted.depositor + minted.treasury;
  return {
    stake_lamports: stake,
    loose_lamports: loose,
    tokens: minted.depositor,
    treasury_tokens: minted.treasury,
  };
}

export interface WithdrawalArgs {
  user: string;
  index: number;
  tokens: bigint;
  /** Name of the new account. */
  id: string;
}

/** What tokens are worth as stake, and the fee. */
export function stakeFor({ books, clock }: World, tokens: bigint): { lamports: bigint; fee: bigint } {
  const value = floorDiv(tokens, books.total(clock.slot), books.supply);
  const fee = ceilDiv(value, BigInt(books.fees.withdrawal), 10_000n);
  return { lamports: value - fee, fee };
}

/** Tokens for a new stake account with active stake. */
export function withdrawStake(world: World, { user, index, tokens, id }: WithdrawalArgs): Told {
  const { books, clock, rents } = world;
  const owner = person(world, user);
  const rules = rulesOf(world);
  allow(tokens > 0n, "ZeroAmount");
  allow(tokens <= owner.tokens, "InsufficientTokens");
  requireFresh(world);
  const record = validator(world, index);
  const { lamports, fee } = stakeFor(world, tokens);
  allow(lamports > 0n, "ZeroResult");
  allow(lamports >= rules.minimum, "BelowMinimumDelegation");
  const { stake, transient } = accountsOf(world, record.vote);
  const rentsOfAll = 2n * rules.rent * BigInt(world.validators.length);
  const coolingIsAll = over(world.staked - coolingOf(world), rentsOfAll) < lamports;
  const whole = (account: StakeAccount) => delegated(account) === lamports && phaseOf(account, rules) === "active";
  const gives = (account: StakeAccount) => {
    const isOpen = isDelegated(account) || (coolingIsAll && phaseOf(account, rules) === "cooling down");
    return account.isStake && isOpen && (whole(account) || delegated(account) - lamports >= rules.minimum);
  };
  const giver = [stake, transient].find(gives) ?? refuse("NotEnoughStake");

  books.withdraw(tokens, clock.slot);
  owner.tokens -= tokens;
  owner.lamports -= rents.stake;
  world.mintSupply -= tokens;
  world.staked -= lamports;
  const status = giver === stake ? record.stakeStatus : record.transientStatus;
  if (giver === stake) record.stakeLamports -= lamports;
  else record.transientLamports -= lamports;
  if (status === STATUS.deactivating) record.cooling = record.cooling > lamports ? record.cooling - lamports : 0n;

  const account: StakeAccount = { lamports: rents.stake, isStake: true };
  if (whole(giver)) moveStake(giver, account, lamports, rules);
  else if (giver.delegation) {
    account.delegation = { ...giver.delegation, stake: lamports };
    account.lamports += lamports;
    giver.delegation.stake -= lamports;
    giver.lamports -= lamports;
  }
  world.given[id] = { owner: user, account, lockedUntil: 0n };
  return { tokens, lamports, fee };
}
