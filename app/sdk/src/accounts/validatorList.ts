import { PublicKey } from "@solana/web3.js";
import { addressOf, type PoolId, transientAddress } from "../deployment";
import { checkNumbers } from "../errors/arguments";
import { type Decoded, decode, offsetOf, sizeOf } from "../layout";
import { hasBytes, readU32, readU64 } from "../layout/bytes";
import { SEEDS } from "../layout/constants";
import type { ChainReader } from "../nodes/chain";
import { DISCRIMINATOR_BYTES, decoding, existing, fetchExisting, foreign } from "./common";
import { fetchRound, type RawAccount, type Wanted } from "./round";

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

/** As what a validator was noted among those who take SOL that comes in. */
export enum Taking {
  /** Not noted yet. */
  Unknown = 0,
  /** Without a cap: it takes up to the largest share. */
  Share = 1,
  /** Up to the largest share, and when that has grown to its cap, up to this. */
  ShareToCap = 2,
  /** Up to its cap, which is below the largest share; where it has more, it keeps that. */
  Cap = 3,
  /** Nothing, since it has no score, or more than the largest share. It keeps what it has. */
  Nothing = 4,
  /** Nothing, since its stake cools down or warms up. It keeps what it has. */
  Busy = 5,
}

/** A validator and the pool's stake with it; lamports include the accounts' rent. */
export type ValidatorRecord = Omit<Decoded<"validatorRecord">, "stakeStatus" | "transientStatus" | "taking"> & {
  /** Place in the list. The last validator takes the place of one that is removed. */
  index: number;
  stakeStatus: StakeStatus;
  transientStatus: StakeStatus;
  /** As what it was noted in the pool's intake, in the epoch of its last measuring. */
  taking: Taking;
};

/** A record begins with its vote account. */
const VOTE_BYTES = 32;

/** Bytes before the records of a list. */
export const listHeader = (): number => DISCRIMINATOR_BYTES + sizeOf("validatorList");

/** A pool's validators. Decodes only what is asked, so a long list costs nothing. */
export interface ValidatorList {
  /** Validators in the list. */
  readonly count: number;
  readonly pool: PublicKey;
  /** Sum of all scores. */
  readonly totalScore: bigint;
  /** Sum of the scores of validators whose limit binds. */
  readonly clippedScore: bigint;
  /** Sum of the pool's largest shares that bind, in basis points. */
  readonly clippedShare: bigint;
  /** Sum of the caps that bind, in lamports. */
  readonly clippedCaps: bigint;
  /** What limits are judged by: what all scores would get together if no limit bound, in 1/2^30 of what can be staked. */
  readonly level: bigint;
  /** The cap that is the highest for its score of those that were seen to bind in `updatedEpoch`, in lamports, */
  readonly topCap: bigint;
  /** and that score; 0 where it is not known. */
  readonly topScore: number;
  /** The lowest score of those for which the pool's largest share was seen to bind in `updatedEpoch`; 0 where that is not known. */
  readonly topShareScore: number;
  /** Epoch at whose first look the level could fall last. */
  readonly loweredEpoch: bigint;
  /** Epoch that `updatedCount` belongs to. */
  readonly updatedEpoch: bigint;
  /** Validators measured in `updatedEpoch`. */
  readonly updatedCount: number;
  /** The record at `index`. `InvalidArgument` outside the list. */
  record(index: number): ValidatorRecord;
  /** All records, in order. */
  records(): ValidatorRecord[];
  /** The record of a vote account, if it is listed. */
  find(vote: PublicKey): ValidatorRecord | undefined;
  /** Indexes of the validators that have not been measured in `epoch`. */
  unmeasured(epoch: bigint): number[];
  /** Whether every validator has been measured in `epoch`; true for an empty list. */
  isMeasured(epoch: bigint): boolean;
}

/**
 * Decodes a validator list, keeping its bytes. `AccountForeign` when the data is none, or cut short.
 *
 * @example
 * ```ts
 * const { count, record } = decodeValidatorList(data);
 * ```
 */
export function decodeValidatorList(data: Uint8Array): ValidatorList {
  const fields = decodeHead(data);
  const { count, updatedEpoch, updatedCount } = fields;
  const [first, size] = [listHeader(), sizeOf("validatorRecord")];
  if (data.length < first + count * size) {
    throw foreign(`the validator list is cut short: ${data.length} bytes for ${count} validators`);
  }
  const places = [...Array(count).keys()];
  const record = (index: number): ValidatorRecord => {
    checkNumbers({ index }, count - 1);
    return { ...decode("validatorRecord", data, first + index * size), index };
  };
  const isMeasured = (epoch: bigint) => count === 0 || (updatedEpoch === epoch && updatedCount === count);
  return {
    ...fields,
    record,
    records: () => places.map(record),
    find: (vote) => {
      const wanted = vote.toBytes();
      const index = places.find((place) => hasBytes(data, wanted, first + place * size));
      return index === undefined ? undefined : record(index);
    },
    unmeasured: (epoch) => {
      if (isMeasured(epoch)) return [];
      const at = first + offsetOf("validatorRecord", "earning") + offsetOf("earning", "epoch");
      return places.filter((place) => readU64(data, at + place * size) !== epoch);
    },
    isMeasured,
  };
}

function decodeHead(data: Uint8Array): ValidatorListHead {
  const { records: _, ...head } = decoding("ValidatorList", data, (whole) =>
    decode("validatorList", whole, DISCRIMINATOR_BYTES),
  );
  return head;
}

/** What a list says of all its validators together. */
export type ValidatorListHead = Omit<Decoded<"validatorList">, "records">;

/**
 * Reads what a list says of all its validators together: as many bytes in a pool of any size.
 *
 * @example
 * ```ts
 * const { count, updatedEpoch, updatedCount } = await fetchValidatorListHead(connection, pool);
 * ```
 */
export async function fetchValidatorListHead(
  reader: ChainReader,
  { pool, programId }: PoolId,
): Promise<ValidatorListHead> {
  const address = addressOf({ pool, programId }, SEEDS.validators);
  const [account] = (await fetchRound(reader, [{ address, at: 0, bytes: listHeader() }])).accounts;
  return decodeHead(existing(account, address, "the validator list", programId).data);
}

/** What one slice of a list is wanted for: `count` records from `index` on. */
export function recordsWanted({ pool, programId }: PoolId, index: number, count = 1): Wanted {
  const size = sizeOf("validatorRecord");
  return {
    address: addressOf({ pool, programId }, SEEDS.validators),
    at: listHeader() + index * size,
    bytes: count * size,
  };
}

/** Reads how many validators a pool lists, and nothing else. */
export async function fetchValidatorCount(reader: ChainReader, { pool }: PoolId): Promise<number> {
  const at = DISCRIMINATOR_BYTES + offsetOf("pool", "validatorCount");
  const [account] = (await fetchRound(reader, [{ address: pool, at, bytes: 4 }])).accounts;
  return readU32(existing(account, pool, "the pool").data, 0);
}

/** Reads the vote account at a place of a pool's list: these bytes of the list and no others. */
export async function fetchVoteAt(reader: ChainReader, pool: PoolId, index: number): Promise<PublicKey | undefined> {
  const record = recordsWanted(pool, index);
  const [account] = (await fetchRound(reader, [{ ...record, bytes: VOTE_BYTES }])).accounts;
  return account?.data.length === VOTE_BYTES ? new PublicKey(account.data) : undefined;
}

/** Decodes the records of such a slice, as far as the list goes; `index` is the place of the first. */
export function decodeRecords(slice: RawAccount | null | undefined, index: number): ValidatorRecord[] {
  const data = slice?.data ?? new Uint8Array();
  const size = sizeOf("validatorRecord");
  const count = Math.floor(data.length / size);
  const records = Array.from({ length: count }, (_, place) => ({
    ...decode("validatorRecord", data, place * size),
    index: index + place,
  }));
  // Behind the end of the list there are zeros.
  return records.filter(({ vote }) => !vote.equals(PublicKey.default));
}

/**
 * Lamports that are delegated with a validator and stay so.
 *
 * @example
 * ```ts
 * const lamports = delegatedLamports(record);
 * ```
 */
export function delegatedLamports(record: ValidatorRecord): bigint {
  const delegated = record.stakeLamports + record.transientLamports - record.coolingLamports;
  return delegated > 0n ? delegated : 0n;
}

/**
 * Whether an update has to see the validator stake account.
 *
 * @example
 * ```ts
 * console.log(usesStake(record));
 * ```
 */
export function usesStake(record: ValidatorRecord): boolean {
  return record.stakeStatus !== StakeStatus.None;
}

/**
 * Whether an update has to see the validator's transient stake account.
 *
 * @example
 * ```ts
 * console.log(usesTransient(record));
 * ```
 */
export function usesTransient(record: ValidatorRecord): boolean {
  return record.transientStatus > StakeStatus.Idle;
}

/**
 * The stake accounts of a validator that an update has to see, in the order it wants them.
 *
 * @example
 * ```ts
 * const accounts = await fetchMany(connection, stakeAccountsOf(pool, record));
 * ```
 */
export function stakeAccountsOf(pool: PoolId, record: ValidatorRecord): PublicKey[] {
  const accounts = usesStake(record) ? [record.stake] : [];
  if (usesTransient(record)) accounts.push(transientAddress(pool, record.vote, record.transientBump));
  return accounts;
}

/**
 * Reads a pool's validators.
 *
 * @example
 * ```ts
 * const records = (await fetchValidatorList(connection, pool)).records();
 * ```
 */
export async function fetchValidatorList(
  reader: ChainReader,
  pool: { validators: PublicKey; programId?: PublicKey | undefined },
): Promise<ValidatorList> {
  return decodeValidatorList((await fetchExisting(reader, pool.validators, "the validator list", pool.programId)).data);
}
