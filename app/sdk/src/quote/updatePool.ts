import type { Fees, Pool } from "../accounts/pool";
import type { PoolSnapshot } from "../accounts/snapshot";
import type { ValidatorRecord } from "../accounts/validatorList";
import { usesStake, usesTransient } from "../accounts/validatorList";
import { withProgramErrors } from "../errors";
import { min, saturatingMinus } from "../math/units";
import { type EpochPlan, settleEpoch } from "../math/update";
import { totalAt, unreleasedAt } from "./books";

const NO_FEES: Fees = { reward: 0, deposit: 0, withdrawal: 0, ticket: 0, referralShare: 0 };

/** Gains and losses of validators that have not been measured yet. */
export interface Measured {
  gain: bigint;
  loss: bigint;
}

export interface UpdateQuote extends EpochPlan {
  gain: bigint;
  loss: bigint;
  /** The pool as the update leaves it, but for lamports that move between stake accounts and the reserve. */
  pool: Pool;
}

/**
 * What the epoch update does in the snapshot's slot: the same numbers as the `PoolUpdated` event. `measured` is what
 * {@link measureValidators} finds in validators that no `update_validators` has seen in this epoch.
 */
export function quoteUpdatePool(snapshot: PoolSnapshot, measured: Measured = { gain: 0n, loss: 0n }): UpdateQuote {
  const { pool, clock } = snapshot;
  return withProgramErrors(() => {
    const found = saturatingMinus(snapshot.reserveBalance, snapshot.reserveRent);
    const gain = pool.pendingGain + measured.gain + saturatingMinus(found, pool.reserveLamports);
    const loss = pool.pendingLoss + measured.loss + saturatingMinus(pool.reserveLamports, found);
    const plan = settleEpoch({
      total: totalAt(pool, clock.slot),
      unreleased: unreleasedAt(pool, clock.slot),
      supply: pool.supply,
      minted: min(snapshot.mintSupply, pool.supply),
      gain,
      loss,
      highWater: { total: pool.highWaterTotal, supply: pool.highWaterSupply },
      feeCredit: pool.feeCredit,
      fee: snapshot.treasuryReceives ? pool.fees.reward : 0,
    });
    const updated: Pool = {
      ...pool,
      supply: plan.supply,
      reserveLamports: found,
      stakedLamports: pool.stakedLamports + measured.gain - measured.loss,
      pendingGain: 0n,
      pendingLoss: 0n,
      releaseLamports: plan.unreleased,
      releaseStartSlot: clock.slot,
      releaseEndSlot: clock.slot + clock.slotsInEpoch,
      highWaterTotal: plan.highWater.total,
      highWaterSupply: plan.highWater.supply,
      feeCredit: plan.feeCredit,
      lastUpdateEpoch: clock.epoch,
      updates: pool.updates + 1n,
      ...dueFees(pool, pool.updates + 1n),
    };
    return { ...plan, gain, loss, pool: updated };
  });
}

/** A validator's record with what its stake accounts hold now, in lamports; 0 where the chain has no stake account. */
export interface Holding {
  record: ValidatorRecord;
  stake: bigint;
  transient: bigint;
}

/** What measuring validators finds in `epoch`; those measured already count nothing. */
export function measureValidators(holdings: Holding[], epoch: bigint): Measured {
  const measured = { gain: 0n, loss: 0n };
  const compare = (booked: bigint, found: bigint): void => {
    measured.gain += saturatingMinus(found, booked);
    measured.loss += saturatingMinus(booked, found);
  };
  for (const { record, stake, transient } of holdings) {
    if (record.lastUpdateEpoch === epoch) continue;
    if (usesStake(record)) compare(record.stakeLamports, stake);
    if (usesTransient(record)) compare(record.transientLamports, transient);
  }
  return measured;
}

/** The fees that come into force with update number `updates`, if some do. */
function dueFees({ pendingFees, pendingFeesUpdate }: Pool, updates: bigint): Partial<Pool> {
  if (pendingFeesUpdate === 0n || updates < pendingFeesUpdate) return {};
  return { fees: pendingFees, pendingFees: NO_FEES, pendingFeesUpdate: 0n };
}
