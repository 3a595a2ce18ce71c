// Time, rewards and losses: what the chain does to a pool by itself.
import type { StakeAccount } from "../../accounts/stakeAccount";
import { floorOf } from "../../math/fee";
import { effectiveStake } from "../../math/phase";
import { max, min, WHOLE_PPB } from "../../math/units";
import { epochSlotsOf } from "../../quote/books";
import type { ValidatorSituation } from "../../quote/moves";
import { ownStake, type World } from "./world";

const MILLION = 1_000_000n;

/** Lets time pass up to a slot of the same epoch; a slot that has passed is now. */
export function toSlot(world: World, slot: bigint): void {
  const { clock, slotMs, start } = world;
  const now = max(slot, clock.slot);
  const seconds = ((now - start.slot) * BigInt(Math.round(slotMs))) / 1_000n;
  world.clock = { ...clock, slot: now, unixTimestamp: start.unixTimestamp + seconds };
}

/** First slot of the epoch's moving part. */
export function movingSlot({ pool, clock }: Pick<World, "pool" | "clock">): bigint {
  const { firstSlot, endSlot } = epochSlotsOf(clock);
  return endSlot - max(floorOf(pool.movingPart, endSlot - firstSlot), 1n);
}

export const toMovingPart = (world: World): void => toSlot(world, movingSlot(world));

/** What an epoch pays to stake, by validator: parts per billion of what was effective. */
export type Rate = (validator: ValidatorSituation) => number;

/** Goes to the first slot of the next epoch. The stake history gets its entry, and stake what it has earned. */
export function toNextEpoch(world: World, rate: Rate): void {
  const { clock, validators, stakeHistory, others } = world;
  const { epoch } = clock;
  const own = ownStake(validators, epoch, stakeHistory);
  stakeHistory.set(epoch, {
    effective: others.effective + own.effective,
    activating: others.activating + own.activating,
    deactivating: others.deactivating + own.deactivating,
  });
  const end = clock.epochStartSlot + clock.slotsInEpoch;
  toSlot(world, end);
  world.clock = { ...world.clock, epoch: epoch + 1n, epochStartSlot: end };
  world.validators = validators.map((validator) => {
    const ppb = BigInt(rate(validator));
    if (ppb === 0n) return validator;
    const paid = (account: StakeAccount | undefined): StakeAccount | undefined => {
      if (!account?.delegation) return account;
      const { effective } = effectiveStake(account.delegation, epoch, stakeHistory);
      return changed(account, (effective * ppb) / BigInt(WHOLE_PPB));
    };
    return withAccounts(validator, paid(validator.stake), paid(validator.transient));
  });
}

/**
 * Takes a part of all stake with a validator away, in parts per million, floored by account. Answers with the loss. What has cooled down
 * is no stake any more: such an account keeps only the words of it.
 */
export function slashStake(world: World, index: number, partsPerMillion: number): bigint {
  let loss = 0n;
  const slashed = (account: StakeAccount | undefined): StakeAccount | undefined => {
    if (!account?.delegation) return account;
    const { effective, activating } = effectiveStake(account.delegation, world.clock.epoch, world.stakeHistory);
    if (effective + activating === 0n) return account;
    const lost = (account.delegation.stake * BigInt(partsPerMillion)) / MILLION;
    loss += lost;
    return changed(account, -min(lost, account.delegation.stake));
  };
  const validator = world.validators[index] as ValidatorSituation;
  const after = withAccounts(validator, slashed(validator.stake), slashed(validator.transient));
  world.validators[index] = after;
  return loss;
}

/** Stake and lamports of an account, both changed by as much. */
function changed(account: StakeAccount, by: bigint): StakeAccount {
  const { delegation, lamports } = account;
  if (!delegation || by === 0n) return account;
  return { ...account, lamports: lamports + by, delegation: { ...delegation, stake: delegation.stake + by } };
}

/** A validator with other accounts, and what lies at their addresses. */
export function withAccounts(
  validator: ValidatorSituation,
  stake: StakeAccount | undefined,
  transient: StakeAccount | undefined,
): ValidatorSituation {
  return {
    ...{ ...validator, stake, transient },
    stakeBalance: stake?.lamports ?? validator.stakeBalance,
    transientBalance: transient?.lamports ?? validator.transientBalance,
  };
}
