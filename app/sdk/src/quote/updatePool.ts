import { feesOf, type Pool } from "../accounts/pool";
import type { PoolSnapshot } from "../accounts/snapshot";
import { type Delegation, NEVER } from "../accounts/stakeAccount";
import type { ValidatorRecord } from "../accounts/validatorList";
import { usesStake, usesTransient } from "../accounts/validatorList";
import { idleRate } from "../math/idle";
import { gain, loseLater } from "../math/ledger";
import { min, minus, plus, saturatingMinus } from "../math/units";
import { type EpochPlan, settleEpoch } from "../math/update";
import { ledgerOf, priceAt, unreleasedAt, withLedger, withReserve } from "./books";

/** Gains and losses of validators that have not been measured yet. */
export interface Measured {
  gain: bigint;
  loss: bigint;
  /** The part of the gain that stake earned, in lamports; what came in otherwise is the rest. */
  earned?: bigint;
  /** Stake that earned it, in lamports, times the epochs that it took. */
  lamportEpochs?: bigint;
}

export interface UpdateQuote extends EpochPlan {
  /** All gains that the update settles, those included that waited in the pool. */
  gain: bigint;
  /** All losses. */
  loss: bigint;
  /**
   * The pool as the update leaves it, but for lamports that move between stake accounts and the reserve, and for what validators take of
   * SOL that comes.
   */
  pool: Pool;
}

/**
 * What the epoch update does in the snapshot's slot: the same numbers as the `PoolUpdated` event. `measured` is what
 * {@link measureValidators} finds in validators that no `update_validators` has seen in this epoch.
 *
 * @example
 * ```ts
 * const { gain, loss, pool: after } = quoteUpdatePool(snapshot);
 * ```
 */
export function quoteUpdatePool(snapshot: PoolSnapshot, measured: Measured = { gain: 0n, loss: 0n }): UpdateQuote {
  const { clock } = snapshot;
  const pool = withReserve({ ...snapshot, pool: withMeasured(snapshot.pool, clock.slot, measured) });
  const { pendingGain, pendingLoss } = pool;
  const plan = settleEpoch({
    total: priceAt(pool, clock.slot).total,
    unreleased: unreleasedAt(pool, clock.slot),
    supply: pool.supply,
    minted: min(snapshot.mintSupply, pool.supply),
    gain: pendingGain,
    loss: pendingLoss,
    mark: { total: pool.markTotal, supply: pool.markSupply },
    fee: snapshot.treasuryReceives ? feesOf(pool).reward : 0,
  });
  const rate = idleRate(pool.earnedLamports, pool.earningLamportEpochs);
  const place = Number(pool.updates % BigInt(pool.idleRates.length));
  const release = { lamports: plan.unreleased, startSlot: clock.slot, endSlot: clock.slot + clock.slotsInEpoch };
  const ledger = { ...ledgerOf(pool, clock.slot), ...plan, release, pendingGain: 0n, pendingLoss: 0n };
  const updated: Pool = {
    ...withLedger(pool, ledger),
    idleRates: pool.idleRates.map((known, index) => (index === place ? rate : known)),
    earnedLamports: 0n,
    earningLamportEpochs: 0n,
    heldAtUpdate: plus(pool.reserveLamports, pool.stakedLamports),
    lastUpdateEpoch: clock.epoch,
    updates: pool.updates + 1n,
  };
  return { ...plan, gain: pendingGain, loss: pendingLoss, pool: updated };
}

/** The pool once validators have been measured, before its update: losses wait for that, too. */
function withMeasured(pool: Pool, slot: bigint, measured: Measured): Pool {
  const { gain: gained, loss, earned = 0n, lamportEpochs = 0n } = measured;
  return {
    ...withLedger(pool, loseLater(gain(ledgerOf(pool, slot), gained), loss)),
    stakedLamports: minus(plus(pool.stakedLamports, gained), loss),
    earnedLamports: plus(pool.earnedLamports, earned),
    earningLamportEpochs: pool.earningLamportEpochs + lamportEpochs,
  };
}

/** A validator's record with what its stake accounts hold now, in lamports; 0 where the chain has no stake account. */
export interface Holding {
  record: ValidatorRecord;
  stake: bigint;
  transient: bigint;
  /** Of the validator stake account: without it nothing is known to be earned. */
  delegation?: Delegation | undefined;
}

/**
 * What measuring validators finds in `epoch`; those measured already count nothing.
 *
 * @example
 * ```ts
 * const measured = measureValidators([{ record, stake: found, transient: 0n }], clock.epoch);
 * ```
 */
export function measureValidators(holdings: Holding[], epoch: bigint): Required<Measured> {
  const measured = { gain: 0n, loss: 0n, earned: 0n, lamportEpochs: 0n };
  for (const { record, stake, transient, delegation } of holdings) {
    const { epoch: since } = record.earning;
    if (since === epoch) continue;
    let gained = 0n;
    const compare = (booked: bigint, found: bigint): void => {
      gained += saturatingMinus(found, booked);
      measured.loss += saturatingMinus(booked, found);
    };
    if (usesStake(record)) compare(record.stakeLamports, stake);
    if (usesTransient(record)) compare(record.transientLamports, transient);
    measured.gain += gained;
    // Only what was delegated all the time has earned.
    if (!usesStake(record) || delegation?.deactivationEpoch !== NEVER || delegation.activationEpoch >= since) continue;
    measured.earned += min(saturatingMinus(delegation.stake, record.delegatedLamports), gained);
    measured.lamportEpochs += record.delegatedLamports * (epoch - since);
  }
  return measured;
}
