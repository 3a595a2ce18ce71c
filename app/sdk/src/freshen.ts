import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { fetchSnapshot, isFresh, type PoolSnapshot } from "./accounts/snapshot";
import { StakeStatus, type ValidatorRecord } from "./accounts/validatorList";
import type { ChainReader, ChainSender } from "./chain";
import { isError, TruestakeError } from "./errors";
import { updatePool } from "./instructions/updatePool";
import { updateValidators } from "./instructions/updateValidators";
import { fits, MAX_COMPUTE_UNITS } from "./transaction/compile";
import { type Batch, type SendOptions, type Sent, sendTransactions, sleep } from "./transaction/send";
import type { Wallet } from "./transaction/wallet";

/** The cranks that are missing in this epoch, as transactions. */
export interface FreshenPlan {
  /** Independent of each other; all before `last`. */
  first: Batch[];
  /** Ends with the pool's update; undefined when nothing is missing. */
  last: Batch | undefined;
}

export interface PlanOptions {
  /** Pays; counts for the size of the transactions. */
  payer: PublicKey;
  /** Only measures, calls no other program; see `updateValidators`. */
  measureOnly?: boolean | undefined;
  programId?: PublicKey | undefined;
}

/** Compute units that a validator's turn may take, by what its accounts do. Rather too much than too little. */
const UNITS = { unused: 3_000, resting: 10_000, moving: 70_000 };
const UPDATE_POOL_UNITS = 60_000;
const BATCH_UNITS = 60_000;

function unitsOf(record: ValidatorRecord): number {
  if (record.stakeStatus === StakeStatus.None) return UNITS.unused;
  const resting = record.stakeStatus === StakeStatus.Delegated && record.transientStatus <= StakeStatus.Idle;
  return resting ? UNITS.resting : UNITS.moving;
}

/** Fills transactions with validators, in the list's order: as many in each as bytes, locks and compute allow. */
function batchesOf(records: ValidatorRecord[], allowed: (batch: ValidatorRecord[]) => boolean): ValidatorRecord[][] {
  const batches: ValidatorRecord[][] = [];
  let size = 1;
  for (let at = 0; at < records.length; at += size) {
    // Neighbours are alike: what fitted into the last transaction is a good guess for this one.
    size = Math.min(size, records.length - at);
    while (size > 1 && !allowed(records.slice(at, at + size))) size--;
    while (at + size < records.length && allowed(records.slice(at, at + size + 1))) size++;
    batches.push(records.slice(at, at + size));
  }
  return batches;
}

/** Plans the missing cranks from a snapshot, in as few transactions as they fit into. */
export function planCranks(snapshot: PoolSnapshot, { payer, measureOnly, programId }: PlanOptions): FreshenPlan {
  const { pool, validators, clock } = snapshot;
  if (pool.lastUpdateEpoch === clock.epoch) return { first: [], last: undefined };
  const records = validators.unmeasured(clock.epoch).map((index) => validators.record(index));
  const update = updatePool({ pool, programId });
  const measure = (batch: ValidatorRecord[]) => updateValidators({ pool, validators: batch, measureOnly, programId });
  const allowed = (batch: ValidatorRecord[], ...more: TransactionInstruction[]): boolean => {
    const units = batch.reduce((sum, record) => sum + unitsOf(record), BATCH_UNITS + more.length * UPDATE_POOL_UNITS);
    return units <= MAX_COMPUTE_UNITS && fits(payer, [measure(batch), ...more]);
  };
  const batches = batchesOf(records, (batch) => allowed(batch));
  const tail = batches.at(-1);
  const withTail = tail !== undefined && allowed(tail, update);
  const first = withTail ? batches.slice(0, -1) : batches;
  return {
    first: first.map((batch) => ({ instructions: [measure(batch)] })),
    last: { instructions: tail && withTail ? [measure(tail), update] : [update] },
  };
}

/** Reads a pool and plans the cranks that are missing in this epoch. Nothing is sent. */
export async function planFreshen(
  reader: ChainReader,
  options: PlanOptions & { mint: PublicKey },
): Promise<FreshenPlan> {
  return planCranks(await fetchSnapshot(reader, options.mint, options.programId), options);
}

/**
 * The missing cranks before a user's instructions, when all of it fits into one transaction; the instructions alone when
 * nothing is missing; undefined when it does not fit: then run {@link freshen} first.
 */
export function prependCranks(
  snapshot: PoolSnapshot,
  instructions: TransactionInstruction[],
  options: PlanOptions,
): TransactionInstruction[] | undefined {
  const { first, last } = planCranks(snapshot, options);
  if (!last) return instructions;
  if (first.length > 0) return undefined;
  const whole = [...last.instructions, ...instructions];
  return fits(options.payer, whole) ? whole : undefined;
}

export interface FreshenOptions extends SendOptions {
  mint: PublicKey;
  /** Milliseconds to wait for the epoch's rewards and for other crankers; 10 minutes if not given. */
  deadline?: number | undefined;
}

export interface Freshened {
  /** Transactions that were sent; none when the pool was up to date. */
  transactions: Sent[];
  /** The pool afterwards. */
  snapshot: PoolSnapshot;
}

const DEADLINE = 600_000;
const REWARDS_POLL = 2_000;
/** Between two rounds: a node may not know yet what has just been confirmed. */
const ROUND_PAUSE = 500;
/** Looks at the pool, beside those while rewards are being paid out. */
const MOST_ROUNDS = 8;

/** Somebody else was faster, or the epoch has ended: another look at the accounts is the answer. */
const RACES = [
  "WrongAccountCount",
  "WrongStakeAccount",
  "WrongTransientAccount",
  "ValidatorNotFound",
  "ValidatorsOutOfDate",
  "EpochRewardsActive",
  "WrongTreasury",
  "BlockhashExpired",
] as const;

/** What only another attempt by the user's hand can help. */
const FINAL = ["WalletRejected", "InsufficientFunds"] as const;

/**
 * Brings a pool up to date: measures the validators that have not been measured in this epoch, in parallel, then updates
 * the pool. Anybody may. Safe to repeat and to race: it looks again when somebody else was faster or a new epoch begins,
 * waits while the epoch's rewards are being paid out, and does nothing when nothing is missing.
 *
 * Throws `DeadlinePassed` when the rewards take too long, else what sending throws.
 */
export async function freshen(chain: ChainSender, wallet: Wallet, options: FreshenOptions): Promise<Freshened> {
  const { mint, deadline = DEADLINE, programId } = options;
  const until = Date.now() + deadline;
  const transactions: Sent[] = [];
  let measureOnly = false;
  for (let round = 1; ; round++) {
    const snapshot = await fetchSnapshot(chain, mint, programId);
    if (isFresh(snapshot)) return { transactions, snapshot };
    if (snapshot.clock.rewardsActive) {
      if (Date.now() >= until)
        throw new TruestakeError("DeadlinePassed", "the epoch's rewards are still being paid out");
      await sleep(Math.min(options.pollEvery ?? REWARDS_POLL, REWARDS_POLL));
      round--;
      continue;
    }
    try {
      const plan = planCranks(snapshot, { payer: wallet.publicKey, measureOnly, programId });
      if (plan.first.length > 0) transactions.push(...(await sendTransactions(chain, wallet, plan.first, options)));
      if (plan.last) transactions.push(...(await sendTransactions(chain, wallet, [plan.last], options)));
      if (round >= MOST_ROUNDS)
        throw new TruestakeError("DeadlinePassed", "the pool was updated and is still out of date");
    } catch (error) {
      if (round >= MOST_ROUNDS || isError(error, ...FINAL)) throw error;
      await sleep(options.pollEvery ?? ROUND_PAUSE);
      // A call to the stake program that fails must not keep the price from being known.
      if (!isError(error, ...RACES)) {
        if (measureOnly) throw error;
        measureOnly = true;
      }
    }
  }
}
