// What is the same for all members of a call: the steward's policy and the pool's price and size, at one moment.
import type { Pool } from "../accounts/pool";
import type { ChainClock } from "../accounts/sysvars";
import type { ValidatorRecord } from "../accounts/validatorList";
import { ceilOf, floorOf } from "../math/fee";
import { lamportsFor, type Price } from "../math/price";
import { min, saturatingMinus } from "../math/units";
import { priceAt } from "../quote/books";
import { isGrace, policyAt, type Steward, type StewardPolicy } from "./accounts/steward";
import { capOf, ratioOf } from "./math/bond";

/** By what members are rated now: amounts in lamports. */
export interface StewardTerms {
  epoch: bigint;
  slot: bigint;
  slotsInEpoch: bigint;
  policy: StewardPolicy;
  price: Price;
  /** What can be staked: all but what the tickets claim at most, and the buffer. */
  stakeable: bigint;
  /** Ratio of bonds to stake that is asked for, in parts per billion. */
  ratio: number;
  /** The most stake that one validator gets. */
  most: bigint;
  managedSince: bigint;
  /** Whether validators of the earlier manager keep their stake. */
  isGrace: boolean;
}

/** The terms of now. */
export function termsOf({ steward, pool, clock }: { steward: Steward; pool: Pool; clock: ChainClock }): StewardTerms {
  const { epoch, slot, slotsInEpoch } = clock;
  const policy = policyAt(steward, epoch);
  const price = priceAt(pool, slot);
  const held = pool.reserveLamports + pool.stakedLamports;
  const stakeable = saturatingMinus(saturatingMinus(held, pool.queuedLamports), ceilOf(pool.reserveBuffer, held));
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

/** The most stake that so many counted tokens allow. */
export function capOfTokens({ price, ratio, most }: StewardTerms, counted: bigint): bigint {
  return min(capOf(lamportsFor(price, counted), ratio), most);
}
