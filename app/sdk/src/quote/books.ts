// What the pool account says of itself, as the program computes it.
import type { Pool } from "../accounts/pool";
import type { PoolSnapshot } from "../accounts/snapshot";
import { isOwnedBy, type StakeAccount } from "../accounts/stakeAccount";
import type { ChainClock } from "../accounts/sysvars";
import type { ValidatorRecord } from "../accounts/validatorList";
import { ask, grossClaim } from "../math/ask";
import type { EpochSlots } from "../math/deferred";
import { highestIdleRate, idlingGain } from "../math/idle";
import { type Intake, idleShare, NO_INTAKE } from "../math/intake";
import { bid, gain, type Ledger, lose, loseLater, unreleased } from "../math/ledger";
import type { Price } from "../math/price";
import * as queues from "../math/queue";
import type { Holdings, Policy } from "../math/target";
import { min, minus, plus, saturatingMinus, U64_MAX, WHOLE_PPB } from "../math/units";

/**
 * The clock's epoch and its slots.
 *
 * @example
 * ```ts
 * const { endSlot } = epochSlotsOf(clock);
 * ```
 */
export function epochSlotsOf({ epoch, epochStartSlot, slotsInEpoch }: ChainClock): EpochSlots {
  return { epoch, firstSlot: epochStartSlot, endSlot: epochStartSlot + slotsInEpoch };
}

/**
 * The books that prices follow from, at `slot`.
 *
 * @example
 * ```ts
 * const { held, supply } = ledgerOf(pool, clock.slot);
 * ```
 */
export function ledgerOf(pool: Pool, slot: bigint): Ledger {
  return {
    held: plus(pool.reserveLamports, pool.stakedLamports),
    supply: pool.supply,
    release: { lamports: pool.releaseLamports, startSlot: pool.releaseStartSlot, endSlot: pool.releaseEndSlot },
    pendingGain: pool.pendingGain,
    pendingLoss: pool.pendingLoss,
    mark: { total: pool.markTotal, supply: pool.markSupply },
    slot,
  };
}

/**
 * The pool with another ledger. Where its lamports lie, in the reserve or in stake accounts, is the caller's to book.
 *
 * @example
 * ```ts
 * const after = withLedger(pool, ledgerOf(pool, clock.slot));
 * ```
 */
export function withLedger(pool: Pool, { supply, release, pendingGain, pendingLoss, mark }: Ledger): Pool {
  return {
    ...pool,
    supply,
    releaseLamports: release.lamports,
    releaseStartSlot: release.startSlot,
    releaseEndSlot: release.endSlot,
    pendingGain,
    pendingLoss,
    markTotal: mark.total,
    markSupply: mark.supply,
  };
}

/**
 * Rewards that are not part of the price yet at `slot`, in lamports.
 *
 * @example
 * ```ts
 * const lamports = unreleasedAt(pool, clock.slot);
 * ```
 */
export function unreleasedAt(pool: Pool, slot: bigint): bigint {
  return unreleased(ledgerOf(pool, slot));
}

/**
 * Lamports that back the tokens at `slot`. `Overflow` when the books contradict themselves.
 *
 * @example
 * ```ts
 * const lamports = totalAt(pool, clock.slot);
 * ```
 */
export function totalAt(pool: Pool, slot: bigint): bigint {
  return priceAt(pool, slot).total;
}

/**
 * The true price at `slot`, which whoever leaves gets: it rises slot by slot while rewards are released.
 *
 * @example
 * ```ts
 * console.log(formatPrice(priceAt(pool, clock.slot)));
 * ```
 */
export function priceAt(pool: Pool, slot: bigint): Price {
  return bid(ledgerOf(pool, slot));
}

/**
 * What a token costs whoever comes in with so many lamports that have to be delegated, `deposited`, 0n if not given: all that is known
 * and not in the true price yet is in it, and what {@link outlookAt} tells. `NoPrice` when the pool has lost everything.
 *
 * @example
 * ```ts
 * console.log(formatPrice(askAt(pool, clock, 5_000_000_000n)));
 * ```
 */
export function askAt(pool: Pool, clock: ChainClock, deposited?: bigint): Price {
  const { queued, expected } = outlookAt(pool, clock, deposited);
  return ask(ledgerOf(pool, clock.slot), queued, expected);
}

/** What the ask counts beside the ledger. */
export interface Outlook {
  /** Tickets that are as good as gone: of earlier epochs, in an epoch's closing part of all. */
  queued: queues.Claims;
  /** Lamports that the stake is expected to earn before anything that comes in now can. */
  expected: bigint;
}

/**
 * What the ask counts beside the ledger. In the closing part of an epoch, its last hundredth, the gain is the idle rate of all stake,
 * ceiled: what comes in so late may be delegated only in the next epoch, and pays for the rewards of this one. Before, it is as much of
 * that as idles of the `deposited` lamports: what would go to validators whose stake cools down, since nothing can be delegated to them
 * either, or what finds no place with any validator, if that is more. Where nothing has to be delegated, 0n, it is the first. Until the
 * epoch's update nobody knows, and it is none.
 *
 * @example
 * ```ts
 * const { expected } = outlookAt(snapshot.pool, snapshot.clock); // 0n while everything can be delegated at once
 * ```
 */
export function outlookAt(pool: Pool, clock: ChainClock, deposited = 0n): Outlook {
  const queue = queueOf(pool, clock);
  const isClosing = queues.isClosing(epochSlotsOf(clock), clock.slot);
  const queued = isClosing ? queue.all : queues.earlier(queue);
  const idle = isClosing ? WHOLE_PPB : idlePart(pool, clock, deposited, queued.lamports);
  return { queued, expected: idlingGain(pool.stakedLamports, idleRateOf(pool), idle) };
}

/**
 * The part of what is `deposited` that cannot be delegated in this epoch. SOL of `queued` tickets makes room for it. Until all validators
 * have been looked at in the epoch nobody knows, and none does.
 */
function idlePart(pool: Pool, { epoch }: ChainClock, deposited: bigint, queued: bigint): number {
  if (pool.intakeEpoch !== epoch || pool.lastUpdateEpoch !== epoch) return 0;
  const held = plus(pool.reserveLamports, pool.stakedLamports);
  const stays = saturatingMinus(min(held + deposited, U64_MAX), queued);
  return idleShare(notedIn(pool), stays, deposited, pool.reserveBuffer, pool.maxValidatorShare);
}

/**
 * What validators take of SOL that comes in the clock's epoch, as far as they have been looked at in it.
 *
 * @example
 * ```ts
 * const { busy } = intakeOf(pool, clock);
 * ```
 */
export function intakeOf(pool: Pool, { epoch }: Pick<ChainClock, "epoch">): Intake {
  return pool.intakeEpoch === epoch ? notedIn(pool) : NO_INTAKE;
}

function notedIn(pool: Pool): Intake {
  return {
    lamports: pool.intakeLamports,
    uncapped: pool.intakeUncapped,
    capped: pool.intakeCapped,
    lowestCap: pool.intakeLowestCap,
    busy: pool.busyShare,
  };
}

/**
 * The sums over the queue's tickets, seen from the clock's epoch.
 *
 * @example
 * ```ts
 * const { tokens } = queueOf(pool, clock).all;
 * ```
 */
export function queueOf(pool: Pool, { epoch }: Pick<ChainClock, "epoch">): queues.Queue {
  const queue: queues.Queue = {
    all: { tokens: pool.queuedTokens, lamports: pool.queuedLamports, fees: pool.queuedFees },
    epoch: pool.queueEpoch,
    recent: { tokens: pool.recentTokens, lamports: pool.recentLamports, fees: pool.recentFees },
    late: pool.lateLamports,
    waiting: pool.waitingLamports,
  };
  return queues.at(queue, epoch);
}

/** Which of the pool's terms some lamports belong to. */
type Term = "reserveLamports" | "stakedLamports";

/**
 * The pool after a look at accounts that it has `booked` lamports for: a gain waits for the update; a loss is the price's at
 * once, unless the update of this epoch, which settles it, is still to come.
 *
 * @example
 * ```ts
 * const after = measure(pool, clock, "reserveLamports", pool.reserveLamports, found);
 * ```
 */
export function measure(pool: Pool, clock: ChainClock, term: Term, booked: bigint, found: bigint): Pool {
  if (booked === found) return pool;
  const [gained, lost] = [saturatingMinus(found, booked), saturatingMinus(booked, found)];
  const ledger = gain(ledgerOf(pool, clock.slot), gained);
  const settled = pool.lastUpdateEpoch === clock.epoch ? lose(ledger, lost) : loseLater(ledger, lost);
  return { ...withLedger(pool, settled), [term]: minus(plus(pool[term], gained), lost) };
}

/**
 * What the snapshot's pool is once it has looked at its reserve, as most instructions do first.
 *
 * @example
 * ```ts
 * const { reserveLamports } = withReserve(snapshot);
 * ```
 */
export function withReserve({
  pool,
  clock,
  reserveBalance,
  reserveRent,
}: Pick<PoolSnapshot, "pool" | "clock" | "reserveBalance" | "reserveRent">): Pool {
  const found = saturatingMinus(reserveBalance, reserveRent);
  return measure(pool, clock, "reserveLamports", pool.reserveLamports, found);
}

/**
 * Lamports of the pool at the address of a stake account.
 *
 * @example
 * ```ts
 * const lamports = foundAt(stakeAccount, pool);
 * ```
 */
export function foundAt(account: StakeAccount | undefined, { stakeAuthority }: Pick<Pool, "stakeAuthority">): bigint {
  return account && isOwnedBy(account, stakeAuthority) ? account.lamports : 0n;
}

/** A validator's stake accounts, by the name that they have in its record. */
export type Holder = "stake" | "transient";

/**
 * Pool and record after a look at one of the validator's accounts, beyond the epoch's first.
 *
 * @example
 * ```ts
 * const after = remeasure(pool, clock, record, "stake", found);
 * ```
 */
export function remeasure(
  pool: Pool,
  clock: ChainClock,
  record: ValidatorRecord,
  holder: Holder,
  found: bigint,
): { pool: Pool; record: ValidatorRecord } {
  const term = holder === "stake" ? "stakeLamports" : "transientLamports";
  const after = measure(pool, clock, "stakedLamports", record[term], found);
  return recool(after, { ...record, [term]: found }, record.coolingLamports);
}

/**
 * Keeps what cools down at a validator within its books, and the pool's sum with it; `before` is what it was there.
 *
 * @example
 * ```ts
 * const after = recool(pool, record, record.coolingLamports);
 * ```
 */
export function recool(pool: Pool, record: ValidatorRecord, before: bigint): { pool: Pool; record: ValidatorRecord } {
  const coolingLamports = min(record.coolingLamports, plus(record.stakeLamports, record.transientLamports));
  return {
    pool: { ...pool, coolingLamports: plus(minus(pool.coolingLamports, before), coolingLamports) },
    record: { ...record, coolingLamports },
  };
}

/**
 * What stake earns in an epoch at best, in parts per billion: the price of letting some idle.
 *
 * @example
 * ```ts
 * const partsPerBillion = idleRateOf(pool);
 * ```
 */
export function idleRateOf({ idleRates }: Pick<Pool, "idleRates">): number {
  return highestIdleRate(idleRates);
}

/**
 * The pool's delegation policy.
 *
 * @example
 * ```ts
 * const { movingPart } = policyOf(pool);
 * ```
 */
export function policyOf({ reserveBuffer, maxValidatorShare, maxMove, movingPart }: Pool): Policy {
  return { reserveBuffer, maxValidatorShare, maxMove, movingPart };
}

/**
 * Whether the epoch's moving part has begun, in which stake is rebalanced and deactivated for the epoch's own tickets.
 *
 * @example
 * ```ts
 * console.log(isMovingAt(pool, clock));
 * ```
 */
export function isMovingAt({ movingPart }: Pick<Pool, "movingPart">, clock: ChainClock): boolean {
  return queues.isMoving(epochSlotsOf(clock), clock.slot, movingPart);
}

/**
 * The most of what is staked that nobody can deactivate: rents, and stake in accounts that cannot be read or told.
 *
 * @example
 * ```ts
 * const left = pool.stakedLamports - unmovableStake(pool);
 * ```
 */
export function unmovableStake(pool: Pick<Pool, "fundedRent" | "stakeAccountCount" | "stuckLamports">): bigint {
  return pool.fundedRent * BigInt(pool.stakeAccountCount) + pool.stuckLamports;
}

/**
 * What the pool holds and owes, by its books.
 *
 * @example
 * ```ts
 * const { reserve, queued } = holdingsOf(pool, clock);
 * ```
 */
export function holdingsOf(pool: Pool, clock: ChainClock): Holdings {
  const moving = isMovingAt(pool, clock);
  const queue = queueOf(pool, clock);
  // After a loss the tickets get less than they were worth when ordered: no more stake has to move for them.
  const queued = grossClaim(ledgerOf(pool, clock.slot), queue.all);
  return {
    reserve: pool.reserveLamports,
    staked: pool.stakedLamports,
    cooling: pool.coolingLamports,
    queued,
    servable: min(queues.servable(queue, moving), queued),
    moved: pool.movedEpoch === clock.epoch ? pool.movedLamports : 0n,
    moving,
  };
}

/**
 * The most that the tickets can claim which do not cost nothing to cancel: before the moving part those of earlier epochs.
 *
 * @example
 * ```ts
 * const stays = pool.reserveLamports + pool.stakedLamports - certainClaim(pool, clock);
 * ```
 */
export function certainClaim(pool: Pool, clock: ChainClock): bigint {
  const queue = queueOf(pool, clock);
  const certain = isMovingAt(pool, clock) ? queue.all : queues.earlier(queue);
  return grossClaim(ledgerOf(pool, clock.slot), certain);
}
