import { PublicKey } from "@solana/web3.js";
import { foreign } from "../accounts/common";
import { readU64, viewOf } from "../layout/bytes";

/** Credits that a validator earned in one epoch. */
export interface EarnedCredits {
  epoch: bigint;
  /** Earned in the epoch; in the current one so far. */
  credits: bigint;
  /** All credits at the epoch's end. */
  total: bigint;
}

/** A vote account. What its version does not have is undefined, never 0. */
export interface VoteAccount {
  version: 3 | 4;
  /** Identity of the node that votes. */
  node: PublicKey;
  withdrawer: PublicKey;
  /** The validator's part of the inflation rewards, in basis points. */
  commissionBps: number;
  /** The validator's part of its blocks' revenue, in basis points. */
  blockCommissionBps: number | undefined;
  /** Where the commission goes. */
  collector: PublicKey | undefined;
  blockCollector: PublicKey | undefined;
  /** Block revenue that waits for those who delegate, in lamports. */
  pendingRewards: bigint | undefined;
  /** Compressed BLS key, which voting under Alpenglow needs; undefined where there is none. */
  blsKey: Uint8Array | undefined;
  rootSlot: bigint | undefined;
  /** By epoch, oldest first; at most {@link CREDIT_EPOCHS}. Epochs in which it did not vote are not among them. */
  credits: EarnedCredits[];
  /** Slot of the last vote that had a time. */
  lastVotedSlot: bigint;
}

/** Bytes of a vote account. */
export const VOTE_ACCOUNT_BYTES = 3_762;
/** Most epochs of credits that a vote account keeps. */
export const CREDIT_EPOCHS = 64;

/** How the bytes begin: a number that is one below the version. */
const [VERSION_3, VERSION_4] = [2, 3];

/** Where things of a fixed place are. */
const AT = { node: 4, withdrawer: 36, commission3: 68, votes3: 69 };
const AT_4 = { collector: 68, blockCollector: 100, commission: 132, blockCommission: 134, pending: 136, bls: 144 };
const [VOTE_BYTES, VOTER_BYTES, CREDITS_BYTES, BLS_BYTES, PRIOR_BYTES] = [13, 40, 24, 48, 32 * 48 + 9];

const key = (data: Uint8Array, at: number): PublicKey => new PublicKey(data.slice(at, at + 32));

/** Place behind a list that begins with its length. `RangeError` when the data ends before. */
function behindList(data: Uint8Array, at: number, entryBytes: number): number {
  const end = BigInt(at) + 8n + readU64(data, at) * BigInt(entryBytes);
  if (end > BigInt(data.length)) throw new RangeError("a list ends behind the data");
  return Number(end);
}

function versionOf(data: Uint8Array): number {
  const version = viewOf(data).getUint32(0, true);
  if (version === VERSION_3 || version === VERSION_4) return version;
  throw foreign(`vote accounts of layout ${version} are unknown to this SDK`, { version });
}

function placesOf(data: Uint8Array): { version: 3 | 4; root: number; credits: number } {
  const version = versionOf(data);
  const votes =
    version === VERSION_3 ? AT.votes3 : AT_4.bls + 1 + (viewOf(data).getUint8(AT_4.bls) === 0 ? 0 : BLS_BYTES);
  const root = behindList(data, votes, VOTE_BYTES);
  const voters = root + 1 + (viewOf(data).getUint8(root) === 0 ? 0 : 8);
  const credits = behindList(data, voters, VOTER_BYTES) + (version === VERSION_3 ? PRIOR_BYTES : 0);
  return { version: version === VERSION_3 ? 3 : 4, root, credits };
}

function decoded(data: Uint8Array): VoteAccount {
  const { version, root, credits } = placesOf(data);
  const view = viewOf(data);
  const end = behindList(data, credits, CREDITS_BYTES);
  const entries = Array.from({ length: (end - credits - 8) / CREDITS_BYTES }, (_, index): EarnedCredits => {
    const at = credits + 8 + index * CREDITS_BYTES;
    const total = readU64(data, at + 8);
    return { epoch: readU64(data, at), credits: total - readU64(data, at + 16), total };
  });
  const is4 = version === 4;
  const hasBls = is4 && view.getUint8(AT_4.bls) !== 0;
  return {
    version,
    node: key(data, AT.node),
    withdrawer: key(data, AT.withdrawer),
    // Version 3 has whole per cent.
    commissionBps: is4 ? view.getUint16(AT_4.commission, true) : view.getUint8(AT.commission3) * 100,
    blockCommissionBps: is4 ? view.getUint16(AT_4.blockCommission, true) : undefined,
    collector: is4 ? key(data, AT_4.collector) : undefined,
    blockCollector: is4 ? key(data, AT_4.blockCollector) : undefined,
    pendingRewards: is4 ? readU64(data, AT_4.pending) : undefined,
    blsKey: hasBls ? data.slice(AT_4.bls + 1, AT_4.bls + 1 + BLS_BYTES) : undefined,
    rootSlot: view.getUint8(root) === 0 ? undefined : readU64(data, root + 1),
    credits: entries,
    lastVotedSlot: readU64(data, end),
  };
}

/** Reads, and names what ends too early. */
function whole<T>(data: Uint8Array, read: (data: Uint8Array) => T): T {
  try {
    return read(data);
  } catch (error) {
    if (error instanceof RangeError) throw foreign("the vote account ends too early", { bytes: data.length }, error);
    throw error;
  }
}

/**
 * Decodes a vote account of version 3 or 4. `AccountForeign` for other versions, and when the data ends too early.
 *
 * @example
 * ```ts
 * const { commissionBps, credits, blsKey } = decodeVoteAccount(data);
 * ```
 */
export function decodeVoteAccount(data: Uint8Array): VoteAccount {
  return whole(data, decoded);
}

/** Bytes of a vote account that {@link hasBlsKey} looks at. */
export const BLS_FLAG_BYTES: number = AT_4.bls + 1;

/**
 * Whether a vote account has a BLS key, by its beginning: those of version 3 have none. `AccountForeign` as for the whole account.
 *
 * @example
 * ```ts
 * console.log(hasBlsKey(data));
 * ```
 */
export function hasBlsKey(data: Uint8Array): boolean {
  return whole(data, (bytes) => {
    const version = versionOf(bytes);
    return viewOf(bytes).getUint8(AT_4.bls) !== 0 && version === VERSION_4;
  });
}

/**
 * Where a vote account's list of credits begins, which follows lists of their own lengths.
 *
 * @example
 * ```ts
 * const count = new DataView(data.buffer, data.byteOffset).getBigUint64(creditsOffset(data), true);
 * ```
 */
export function creditsOffset(data: Uint8Array): number {
  return whole(data, (bytes) => placesOf(bytes).credits);
}
