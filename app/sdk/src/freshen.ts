import type { AddressLookupTableAccount, PublicKey, TransactionInstruction } from "@solana/web3.js";
import { fetchSnapshot, isFresh, type PoolSnapshot } from "./accounts/snapshot";
import { StakeStatus, usesStake, usesTransient, type ValidatorRecord } from "./accounts/validatorList";
import type { ChainReader, ChainSender } from "./chain";
import { isError, TruestakeError } from "./errors";
import { updatePool } from "./instructions/updatePool";
import { updateValidators } from "./instructions/updateValidators";
import { byLookupTable } from "./lookupTables";
import { accountLocks, fits, MAX_ACCOUNT_LOCKS, MAX_CALLS, MAX_COMPUTE_UNITS } from "./transaction/compile";
import { type Batch, type SendOptions, type Sent, sendInWaves, sendTransactions, sleep } from "./transaction/send";
import type { Wallet } from "./transaction/wallet";

/** What keeps a transaction from taking another validator. `calls` are instructions, those that programs call included. */
export type Bound = "bytes" | "locks" | "compute" | "calls";

/** A transaction that measures validators. */
export interface MeasureBatch extends Batch {
  validators: number;
  /** Why it does not take more; undefined when there are no more. */
  bound: Bound | undefined;
}

/** The cranks that are missing in this epoch, as transactions. */
export interface FreshenPlan {
  /** Independent of each other; all before `last`. */
  first: MeasureBatch[];
  /** Ends with the pool's update; undefined when nothing is missing. */
  last: Batch | undefined;
}

export interface PlanOptions {
  /** Pays; counts for the size of the transactions. */
  payer: PublicKey;
  /** Only measures, calls no other program; see `updateValidators`. */
  measureOnly?: boolean | undefined;
  /** See `findLookupTables`: with them a transaction measures more than twice as many validators. */
  lookupTables?: AddressLookupTableAccount[] | undefined;
  programId?: PublicKey | undefined;
}

/** What a transaction may take, and what is taken of it. */
interface Room {
  units: number;
  /** Instructions, those that the program calls included. */
  calls: number;
}

const WHOLE: Room = { units: MAX_COMPUTE_UNITS, calls: MAX_CALLS };
/** What the user's own instructions may take of a transaction that begins with cranks. */
const OWN: Room = { units: 300_000, calls: 20 };
/** With more calls than this a node may cut the logs, and the pool's event with them. */
const CALLS_WITH_LOGS = 35;

/**
 * The most that a validator's turn may take, by what its accounts do: any of them may have a surplus to be withdrawn.
 * Measured, and a fifth to a third more.
 */
const UNITS = { validator: 3_000, account: 11_000, coolingAccount: 22_000, join: 35_000 };
const UPDATE_POOL: Room = { units: 60_000, calls: 3 };
/** The instruction itself, and the question for the least delegation. */
const BATCH: Room = { units: 60_000, calls: 2 };

function needOf(record: ValidatorRecord): Room {
  const { stakeStatus, transientStatus } = record;
  const [stake, transient] = [usesStake(record), usesTransient(record)];
  const joins = stake && transientStatus === StakeStatus.Delegated;
  const unitsOf = (status: StakeStatus): number =>
    status === StakeStatus.Delegated ? UNITS.account : UNITS.coolingAccount;
  let { validator: units } = UNITS;
  if (stake) units += unitsOf(stakeStatus);
  if (transient) units += unitsOf(transientStatus);
  if (joins) units += UNITS.join;
  return { units, calls: Number(stake) + Number(transient) + Number(joins) };
}

interface Filled {
  records: ValidatorRecord[];
  bound: Bound | undefined;
}

/** Fills transactions with validators, in order: as many in each as nothing bounds. */
function batchesOf(records: ValidatorRecord[], boundOf: (batch: ValidatorRecord[]) => Bound | undefined): Filled[] {
  const batches: Filled[] = [];
  let size = 1;
  for (let at = 0; at < records.length; at += size) {
    // Neighbours are alike: what fitted into the last transaction is a good guess for this one.
    size = Math.min(size, records.length - at);
    let bound: Bound | undefined;
    for (; size > 1; size--) {
      const found = boundOf(records.slice(at, at + size));
      if (!found) break;
      bound = found;
    }
    for (; !bound && at + size < records.length; size++) {
      bound = boundOf(records.slice(at, at + size + 1));
      if (bound) break;
    }
    batches.push({ records: records.slice(at, at + size), bound });
  }
  return batches;
}

/**
 * Plans the missing cranks from a snapshot, in as few transactions as they fit into: by bytes, account locks, compute and
 * calls. With lookup tables bytes hardly bind.
 */
export function planCranks(snapshot: PoolSnapshot, options: PlanOptions): FreshenPlan {
  return planWithin(WHOLE, snapshot, options);
}

function planWithin(room: Room, snapshot: PoolSnapshot, options: PlanOptions): FreshenPlan {
  const { payer, measureOnly, lookupTables, programId } = options;
  const { pool, validators, clock } = snapshot;
  if (pool.lastUpdateEpoch === clock.epoch) return { first: [], last: undefined };
  const unmeasured = validators.unmeasured(clock.epoch);
  const records = lookupTables?.length
    ? byLookupTable(validators, unmeasured, lookupTables)
    : unmeasured.map((index) => validators.record(index));
  const update = updatePool({ pool, programId });
  const measure = (batch: ValidatorRecord[]) => updateValidators({ pool, validators: batch, measureOnly, programId });
  const boundOf = (batch: ValidatorRecord[], ...more: TransactionInstruction[]): Bound | undefined => {
    let { units, calls } = BATCH;
    for (const record of batch) {
      const need = needOf(record);
      units += need.units;
      if (!measureOnly) calls += need.calls;
    }
    if (more.length > 0) {
      if (calls > CALLS_WITH_LOGS) return "calls";
      units += UPDATE_POOL.units;
      calls += UPDATE_POOL.calls;
    }
    if (calls > room.calls) return "calls";
    if (units > room.units) return "compute";
    const instructions = [measure(batch), ...more];
    if (fits(payer, instructions, lookupTables)) return undefined;
    // The compute budget's program is locked as well.
    return accountLocks(payer, instructions) >= MAX_ACCOUNT_LOCKS ? "locks" : "bytes";
  };
  const batches = batchesOf(records, (batch) => boundOf(batch));
  const tail = batches.at(-1)?.records;
  const withTail = tail !== undefined && !boundOf(tail, update);
  const first = withTail ? batches.slice(0, -1) : batches;
  return {
    first: first.map(({ records: batch, bound }) => ({
      instructions: [measure(batch)],
      validators: batch.length,
      bound,
    })),
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
  const room = { units: WHOLE.units - OWN.units, calls: WHOLE.calls - OWN.calls };
  const { first, last } = planWithin(room, snapshot, options);
  if (!last) return instructions;
  if (first.length > 0) return undefined;
  const whole = [...last.instructions, ...instructions];
  return fits(options.payer, whole, options.lookupTables) ? whole : undefined;
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

/** A transaction took more than was planned for it. */
function isTooMuch(error: unknown): boolean {
  if (!isError(error, "SimulationFailed", "TransactionFailed")) return false;
  const said = `${JSON.stringify(error.cause)} ${error.message} ${error.logs.join(" ")}`;
  return /MaxInstructionTraceLengthExceeded|ComputationalBudgetExceeded|exceeded CUs|out of memory/.test(said);
}

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
  let room = WHOLE;
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
      const { lookupTables } = options;
      const plan = planWithin(room, snapshot, { payer: wallet.publicKey, measureOnly, lookupTables, programId });
      transactions.push(...(await sendInWaves(chain, wallet, plan.first, options)));
      if (plan.last) transactions.push(...(await sendTransactions(chain, wallet, [plan.last], options)));
      if (round >= MOST_ROUNDS)
        throw new TruestakeError("DeadlinePassed", "the pool was updated and is still out of date");
    } catch (error) {
      if (round >= MOST_ROUNDS || isError(error, ...FINAL)) throw error;
      await sleep(options.pollEvery ?? ROUND_PAUSE);
      if (isTooMuch(error) && room.units > WHOLE.units / 8) {
        room = { units: room.units / 2, calls: Math.floor(room.calls / 2) };
        continue;
      }
      // A call to the stake program that fails must not keep the price from being known.
      if (!isError(error, ...RACES)) {
        if (measureOnly) throw error;
        measureOnly = true;
      }
    }
  }
}
