import type { PublicKey } from "@solana/web3.js";
import type { ChainReader } from "../chain";
import { type Decoded, decode, offsetOf, sizeOf } from "../layout";
import { transientAddress } from "../pda";
import { AccountError, checked, DISCRIMINATOR_BYTES, fetchExisting } from "./common";

/** What a stake account of the pool is doing, as the program last saw it. */
export enum StakeStatus {
  /** The account does not exist. */
  None = 0,
  /** The address holds its rent and no stake; a transient account may still have to be made of it. */
  Idle = 1,
  /** Delegated: active or activating. */
  Delegated = 2,
  /** Its stake is on the way back to the reserve. */
  Deactivating = 3,
}

/** A validator and the pool's stake with it; lamports include the accounts' rent. */
export type ValidatorRecord = Omit<Decoded<"validatorRecord">, "stakeStatus" | "transientStatus"> & {
  /** Place in the list. The last validator takes the place of one that is removed. */
  index: number;
  stakeStatus: StakeStatus;
  transientStatus: StakeStatus;
};

const HEADER = DISCRIMINATOR_BYTES + sizeOf("validatorList");
const RECORD = sizeOf("validatorRecord");
const VOTE = offsetOf("validatorRecord", "vote");
const MEASURED_EPOCH = offsetOf("validatorRecord", "earning") + offsetOf("earning", "epoch");

/** A pool's validators. Holds the account's bytes and decodes only what is asked, so a long list costs nothing. */
export class ValidatorList {
  /** Validators in the list. */
  readonly count: number;
  readonly pool: PublicKey;
  /** Sum of all scores. */
  readonly totalScore: bigint;
  /** Sum of the scores of validators whose limit binds. */
  readonly clippedScore: bigint;
  /** Sum of the limits that bind, in lamports. */
  readonly clippedLamports: bigint;
  /** Epoch that `updatedCount` belongs to. */
  readonly updatedEpoch: bigint;
  /** Validators measured in `updatedEpoch`. */
  readonly updatedCount: number;
  readonly #data: Buffer;

  /** Takes the data of a validator list account. `AccountError` when the data is none, or cut short. */
  constructor(data: Uint8Array) {
    this.#data = checked("ValidatorList", data);
    const header = decode("validatorList", this.#data, DISCRIMINATOR_BYTES);
    this.count = header.count;
    this.pool = header.pool;
    this.totalScore = header.totalScore;
    this.clippedScore = header.clippedScore;
    this.clippedLamports = header.clippedLamports;
    this.updatedEpoch = header.updatedEpoch;
    this.updatedCount = header.updatedCount;
    if (this.#data.length < HEADER + this.count * RECORD) {
      throw new AccountError(
        `the validator list is cut short: ${this.#data.length} bytes for ${this.count} validators`,
      );
    }
  }

  /** The record at `index`. RangeError outside the list. */
  record(index: number): ValidatorRecord {
    return { ...decode("validatorRecord", this.#data, this.#offset(index)), index };
  }

  /** All records, in order. */
  records(): ValidatorRecord[] {
    return Array.from({ length: this.count }, (_, index) => this.record(index));
  }

  /** The record of a vote account, if it is listed. */
  find(vote: PublicKey): ValidatorRecord | undefined {
    const wanted = vote.toBytes();
    for (let index = 0; index < this.count; index++) {
      const at = HEADER + index * RECORD + VOTE;
      if (this.#data.compare(wanted, 0, wanted.length, at, at + wanted.length) === 0) return this.record(index);
    }
    return undefined;
  }

  /** Indexes of the validators that have not been measured in `epoch`. */
  unmeasured(epoch: bigint): number[] {
    const indexes: number[] = [];
    if (this.isMeasured(epoch)) return indexes;
    for (let index = 0; index < this.count; index++) {
      const measured = this.#data.readBigUInt64LE(HEADER + index * RECORD + MEASURED_EPOCH);
      if (measured !== epoch) indexes.push(index);
    }
    return indexes;
  }

  /** Whether every validator has been measured in `epoch`; true for an empty list. */
  isMeasured(epoch: bigint): boolean {
    return this.count === 0 || (this.updatedEpoch === epoch && this.updatedCount === this.count);
  }

  #offset(index: number): number {
    if (!Number.isInteger(index) || index < 0 || index >= this.count) {
      throw new RangeError(`no validator at ${index} of ${this.count}`);
    }
    return HEADER + index * RECORD;
  }
}

/** Lamports that are delegated with a validator and stay so. */
export function delegatedLamports(record: ValidatorRecord): bigint {
  const delegated = record.stakeLamports + record.transientLamports - record.coolingLamports;
  return delegated > 0n ? delegated : 0n;
}

/** Whether an update has to see the validator stake account. */
export function usesStake(record: ValidatorRecord): boolean {
  return record.stakeStatus !== StakeStatus.None;
}

/** Whether an update has to see the validator's transient stake account. */
export function usesTransient(record: ValidatorRecord): boolean {
  return record.transientStatus > StakeStatus.Idle;
}

/** The stake accounts of a validator that an update has to see, in the order it wants them. */
export function stakeAccountsOf(pool: PublicKey, record: ValidatorRecord, programId?: PublicKey): PublicKey[] {
  const accounts = usesStake(record) ? [record.stake] : [];
  if (usesTransient(record)) accounts.push(transientAddress(pool, record.vote, programId, record.transientBump));
  return accounts;
}

/** Reads a pool's validators. */
export async function fetchValidatorList(reader: ChainReader, pool: { validators: PublicKey }): Promise<ValidatorList> {
  return new ValidatorList((await fetchExisting(reader, pool.validators, "the validator list")).data);
}
