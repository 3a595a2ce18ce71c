import type { PublicKey } from "@solana/web3.js";
import { CREDIT_EPOCHS, creditsOffset, decodeVoteAccount, VOTE_ACCOUNT_BYTES } from "@truestake/sdk/validators";

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

export { VOTE_ACCOUNT_BYTES };

export function decodeVote(data: Uint8Array): VoteState {
  const { node, withdrawer, commissionBps, credits, lastVotedSlot } = decodeVoteAccount(data);
  const epochCredits = credits.map(({ epoch, credits: earned, total }) => ({
    ...{ epoch, credits: total, previousCredits: total - earned },
  }));
  return { node, withdrawer, commissionBps, epochCredits, lastVotedSlot };
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
  const kept = list.slice(-CREDIT_EPOCHS);
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
