import { PublicKey } from "@solana/web3.js";

/** Credits of one epoch: the count at its end and at its start. */
export interface EpochCredits {
  epoch: bigint;
  credits: bigint;
  previousCredits: bigint;
}

/** A vote account's contents, as far as delegating to it needs them. */
export interface VoteState {
  node: PublicKey;
  withdrawer: PublicKey;
  /** Of inflation rewards, in basis points. */
  commissionBps: number;
  epochCredits: EpochCredits[];
  lastVotedSlot: bigint;
}

/** Bytes of a vote account. */
export const VOTE_ACCOUNT_BYTES = 3_762;

/** As many epochs of credits as a vote account keeps. */
const KEPT_EPOCHS = 64;

const VERSION_3 = 2;
const VERSION_4 = 3;

/** Where the list of credits begins, which follows lists of their own lengths. */
function creditsOffset(bytes: Buffer): number {
  const version = bytes.readUInt32LE(0);
  let at: number;
  if (version === VERSION_4) {
    at = 144;
    at += 1 + (bytes.readUInt8(at) ? 48 : 0);
  } else if (version === VERSION_3) {
    at = 69;
  } else {
    throw new Error(`vote state version ${version} is unknown here`);
  }
  at += 8 + Number(bytes.readBigUInt64LE(at)) * 13; // votes
  at += 1 + (bytes.readUInt8(at) ? 8 : 0); // root slot
  at += 8 + Number(bytes.readBigUInt64LE(at)) * 40; // authorized voters
  if (version === VERSION_3) at += 32 * 48 + 9; // prior voters
  return at;
}

export function decodeVote(data: Uint8Array): VoteState {
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  const at = creditsOffset(bytes);
  const count = Number(bytes.readBigUInt64LE(at));
  const epochCredits = Array.from({ length: count }, (_, index) => {
    const entry = at + 8 + index * 24;
    return {
      epoch: bytes.readBigUInt64LE(entry),
      credits: bytes.readBigUInt64LE(entry + 8),
      previousCredits: bytes.readBigUInt64LE(entry + 16),
    };
  });
  return {
    node: new PublicKey(bytes.subarray(4, 36)),
    withdrawer: new PublicKey(bytes.subarray(36, 68)),
    commissionBps: bytes.readUInt32LE(0) === VERSION_4 ? bytes.readUInt16LE(132) : bytes.readUInt8(68) * 100,
    epochCredits,
    lastVotedSlot: bytes.readBigUInt64LE(at + 8 + count * 24),
  };
}

/** The same account after `earned` more credits in `epoch`, last voted at `slot`. */
export function withCredits(data: Uint8Array, epoch: bigint, earned: bigint, slot: bigint): Uint8Array {
  const copy = Buffer.alloc(data.length);
  const bytes = Buffer.from(data);
  const at = creditsOffset(bytes);
  bytes.copy(copy, 0, 0, at);
  const list = decodeVote(data).epochCredits;
  const last = list.at(-1);
  if (last?.epoch === epoch) last.credits += earned;
  else list.push({ epoch, credits: (last?.credits ?? 0n) + earned, previousCredits: last?.credits ?? 0n });
  const kept = list.slice(-KEPT_EPOCHS);
  copy.writeBigUInt64LE(BigInt(kept.length), at);
  let entry = at + 8;
  for (const { epoch: of, credits, previousCredits } of kept) {
    copy.writeBigUInt64LE(of, entry);
    copy.writeBigUInt64LE(credits, entry + 8);
    copy.writeBigUInt64LE(previousCredits, entry + 16);
    entry += 24;
  }
  copy.writeBigUInt64LE(slot, entry);
  return copy;
}
