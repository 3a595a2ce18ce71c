// How many validators one transaction measures.
import type { AddressLookupTableAccount, PublicKey, TransactionInstruction } from "@solana/web3.js";
import type { PoolSnapshot } from "../accounts/snapshot";
import { StakeStatus, usesStake, usesTransient, type ValidatorRecord } from "../accounts/validatorList";
import { updateValidators } from "../instructions/updateValidators";
import { byLookupTable } from "../lookupTables/addresses";
import { accountLocks, fits, MAX_ACCOUNT_LOCKS, MAX_CALLS, MAX_COMPUTE_UNITS } from "../transaction/compile";
import type { Batch } from "../transaction/send";

/** What keeps a transaction from taking another validator. `calls` are instructions, those that programs call included. */
export type Bound = "bytes" | "locks" | "compute" | "calls";

/** A transaction that measures validators. */
export interface MeasureBatch extends Batch {
  validators: number;
  /** Why it does not take more; undefined when there are no more. */
  bound: Bound | undefined;
}

export interface PlanOptions {
  /** Pays; counts for the size of the transactions. */
  payer: PublicKey;
  /** Only measures, calls no other program; see `updateValidators`. All validators, or those with these vote accounts. */
  measureOnly?: boolean | PublicKey[] | undefined;
  /** See `findLookupTables`: with them a transaction measures more than twice as many validators. */
  lookupTables?: AddressLookupTableAccount[] | undefined;
}

/** What a transaction may take, and what is taken of it. */
export interface Room {
  units: number;
  /** Instructions, those that the program calls included. */
  calls: number;
}

export const WHOLE: Room = { units: MAX_COMPUTE_UNITS, calls: MAX_CALLS };
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

/** Validators that one transaction measures. */
export interface Group {
  records: ValidatorRecord[];
  measureOnly: boolean;
  bound: Bound | undefined;
}

/** Fills transactions with validators, in order: as many in each as nothing bounds. */
function filled(
  records: ValidatorRecord[],
  boundOf: (batch: ValidatorRecord[]) => Bound | undefined,
): Pick<Group, "records" | "bound">[] {
  const batches: Pick<Group, "records" | "bound">[] = [];
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

/** How validators of a pool are measured. */
export interface Measuring {
  instruction(group: Pick<Group, "records" | "measureOnly">): TransactionInstruction;
  /** What keeps a transaction from taking a group and further instructions; undefined when it fits. */
  boundOf(group: Pick<Group, "records" | "measureOnly">, ...more: TransactionInstruction[]): Bound | undefined;
  /** The fewest groups that the validators at these indexes fit into. */
  groups(indexes: number[]): Group[];
}

export function measuring(room: Room, { pool, validators }: PoolSnapshot, options: PlanOptions): Measuring {
  const { payer, measureOnly: only = false, lookupTables } = options;
  const votes = new Set(typeof only === "boolean" ? [] : only.map((vote) => vote.toBase58()));
  const isOnlyMeasured = ({ vote }: ValidatorRecord) => only === true || votes.has(vote.toBase58());

  const instruction: Measuring["instruction"] = ({ records, measureOnly }) =>
    updateValidators({ pool, validators: records, measureOnly });
  const boundOf: Measuring["boundOf"] = (group, ...more) => {
    let { units, calls } = BATCH;
    for (const record of group.records) {
      const need = needOf(record);
      units += need.units;
      if (!group.measureOnly) calls += need.calls;
    }
    if (more.length > 0) {
      if (calls > CALLS_WITH_LOGS) return "calls";
      units += UPDATE_POOL.units;
      calls += UPDATE_POOL.calls;
    }
    if (calls > room.calls) return "calls";
    if (units > room.units) return "compute";
    const instructions = [instruction(group), ...more];
    if (fits(payer, instructions, lookupTables)) return undefined;
    // The compute budget's program is locked as well.
    return accountLocks(payer, instructions) >= MAX_ACCOUNT_LOCKS ? "locks" : "bytes";
  };
  const groups: Measuring["groups"] = (indexes) => {
    const records = lookupTables?.length
      ? byLookupTable(validators, indexes, lookupTables)
      : indexes.map((index) => validators.record(index));
    return [true, false].flatMap((measureOnly) => {
      const alike = records.filter((record) => isOnlyMeasured(record) === measureOnly);
      const batches = filled(alike, (batch) => boundOf({ records: batch, measureOnly }));
      return batches.map((batch) => ({ ...batch, measureOnly }));
    });
  };
  return { instruction, boundOf, groups };
}

/** A transaction for each group. */
export function batchesOf(groups: Group[], instruction: Measuring["instruction"]): MeasureBatch[] {
  return groups.map((group) => ({
    instructions: [instruction(group)],
    validators: group.records.length,
    bound: group.bound,
  }));
}
