// What is the same for all members of a call: the steward's policy and the pool's price and size, at one moment.
import type { Pool } from "../accounts/pool";
import type { ChainClock } from "../accounts/sysvars";
import type { ValidatorRecord } from "../accounts/validatorList";
import { ceilOf, floorOf } from "../math/fee";
import { lamportsFor, type Price, tokensFor } from "../math/price";
import { isMoving } from "../math/queue";
import { min, saturatingMinus } from "../math/units";
import { epochSlotsOf, priceAt } from "../quote/books";
import { isGrace, policyAt, type Steward, type StewardPolicy } from "./accounts/steward";
import { bondFor, capOf, ratioOf } from "./math/bond";
import { BEST_QUALITY, scoreOf } from "./math/quality";

/** By what members are rated now: amounts in lamports. */
export interface StewardTerms {
  epoch: bigint;
  slot: bigint;
  slotsInEpoch: bigint;
  policy: StewardPolicy;
  price: Price;
  /** What can be staked: all but what the tickets claim at most that stake moves for by now, and the buffer. */
  stakeable: bigint;
  /** Ratio of bonds to stake that is asked for, in parts per billion. */
  ratio: number;
  /** The most stake that one validator gets. */
  most: bigint;
  managedSince: bigint;
  /** Whether validators of the earlier manager keep their stake. */
  isGrace: boolean;
}

/**
 * What the tickets claim that no stake moves for in this epoch yet: those of the epoch before its moving part, and those of that part in
 * it. Whoever has ordered them can take them back for nothing, and would bend what all members may have.
 */
function unserved({ queueEpoch, recentLamports, lateLamports, movingPart }: Pool, clock: ChainClock): bigint {
  if (queueEpoch !== clock.epoch) return 0n;
  return isMoving(epochSlotsOf(clock), clock.slot, movingPart) ? lateLamports : recentLamports;
}

/** What can be staked now, in lamports. */
function stakeableOf(pool: Pool, clock: ChainClock): bigint {
  const held = pool.reserveLamports + pool.stakedLamports;
  const queued = saturatingMinus(pool.queuedLamports, unserved(pool, clock));
  return saturatingMinus(saturatingMinus(held, queued), ceilOf(pool.reserveBuffer, held));
}

/** The terms of now. */
export function termsOf({ steward, pool, clock }: { steward: Steward; pool: Pool; clock: ChainClock }): StewardTerms {
  const { epoch, slot, slotsInEpoch } = clock;
  const policy = policyAt(steward, epoch);
  const price = priceAt(pool, slot);
  const stakeable = stakeableOf(pool, clock);
  const bonds = lamportsFor(price, steward.countedTokens);
  return {
    ...{ epoch, slot, slotsInEpoch, policy, price, stakeable, managedSince: steward.managedSince },
    ratio: ratioOf(bonds, stakeable, policy.floorRatio, policy.targetRatio),
    most: floorOf(policy.share, stakeable),
    isGrace: isGrace(steward, epoch),
  };
}

/** Whether a validator of the earlier manager keeps its stake for now, whatever its bond. */
export function keepsStake(terms: StewardTerms, record: ValidatorRecord): boolean {
  return terms.isGrace && record.listedEpoch < terms.managedSince;
}

/** The score that a validator of the earlier manager keeps its stake with: that of the best quality, whatever its own is. */
export const keepingScore = ({ stakeable }: StewardTerms, stake: bigint): number =>
  scoreOf(BEST_QUALITY, stake, stakeable);

/** The most stake that so many counted tokens allow. */
export function capOfTokens({ price, ratio, most }: StewardTerms, counted: bigint): bigint {
  return min(capOf(lamportsFor(price, counted), ratio), most);
}

/**
 * What of so many counted tokens a member has a use for that may have no more stake than `most`: what that needs where bonds abound. The
 * rest asks nobody for a larger bond.
 */
export function usefulOf({ price, policy }: StewardTerms, counted: bigint, most: bigint): bigint {
  return min(tokensFor(price, bondFor(most, policy.targetRatio)), counted);
}
