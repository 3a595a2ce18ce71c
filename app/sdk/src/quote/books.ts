// What the pool account says of itself, as the program computes it.
import type { Pool } from "../accounts/pool";
import type { Price } from "../math/price";
import { unreleased } from "../math/release";
import type { Holdings, Policy } from "../math/target";
import { minus, plus } from "../math/units";

/** Rewards that are not part of the price yet at `slot`, in lamports. */
export function unreleasedAt(pool: Pool, slot: bigint): bigint {
  const { releaseLamports: lamports, releaseStartSlot: startSlot, releaseEndSlot: endSlot } = pool;
  return unreleased({ lamports, startSlot, endSlot }, slot);
}

/** Lamports that back the tokens at `slot`. `MathError` "Overflow" when the books contradict themselves. */
export function totalAt(pool: Pool, slot: bigint): bigint {
  const held = plus(plus(pool.reserveLamports, pool.stakedLamports), pool.pendingLoss);
  return minus(minus(held, pool.pendingGain), unreleasedAt(pool, slot));
}

/** The true price at `slot`: it rises slot by slot while rewards are released. */
export function priceAt(pool: Pool, slot: bigint): Price {
  return { total: totalAt(pool, slot), supply: pool.supply };
}

/** The pool's delegation policy. */
export function policyOf({ reserveBuffer, maxValidatorShare, maxMove }: Pool): Policy {
  return { reserveBuffer, maxValidatorShare, maxMove };
}

/** What the pool holds and owes in `epoch`. */
export function holdingsOf(pool: Pool, epoch: bigint): Holdings {
  return {
    reserve: pool.reserveLamports,
    staked: pool.stakedLamports,
    cooling: pool.coolingLamports,
    queued: pool.queuedLamports,
    moved: pool.movedEpoch === epoch ? pool.movedLamports : 0n,
  };
}
