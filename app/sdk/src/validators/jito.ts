// Jito's public accounts about validators. Both are optional: a chain or a validator may have neither.
import { PublicKey } from "@solana/web3.js";
import { foreign } from "../accounts/common";
import { ascii, readU32, readU64, u64Bytes, viewOf } from "../layout/bytes";

export const TIP_DISTRIBUTION_PROGRAM_ID: PublicKey = /* @__PURE__ */ new PublicKey(
  "4R3gSG8BpU4t19KYj8CfnbtRpnT8gtk4dvTHxVRwc2r7",
);
export const VALIDATOR_HISTORY_PROGRAM_ID: PublicKey = /* @__PURE__ */ new PublicKey(
  "HistoryJTGbKQD2mRgLZ3XhqHnN811Qpez8X9kCcGHoa",
);

/**
 * Address of the account that collects a validator's tips of one epoch.
 *
 * @example
 * ```ts
 * const address = tipDistributionAddress(vote, 1_012n);
 * ```
 */
export function tipDistributionAddress(vote: PublicKey, epoch: bigint): PublicKey {
  const seeds = [ascii("TIP_DISTRIBUTION_ACCOUNT"), vote.toBytes(), u64Bytes(epoch)];
  return PublicKey.findProgramAddressSync(seeds, TIP_DISTRIBUTION_PROGRAM_ID)[0];
}

/** What a validator keeps of one epoch's tips. */
export interface TipDistribution {
  vote: PublicKey;
  epoch: bigint;
  /** The validator's part of the tips, in basis points. */
  commissionBps: number;
}

/** Bytes of such an account that {@link decodeTipDistribution} reads. */
export const TIP_DISTRIBUTION_BYTES = 147;
const [VOTE_AT, ROOT_AT, ROOT_BYTES] = [8, 72, 64];

/**
 * Decodes a tip distribution account, or its first {@link TIP_DISTRIBUTION_BYTES}. `AccountForeign` when it ends too early.
 *
 * @example
 * ```ts
 * const { commissionBps } = decodeTipDistribution(data);
 * ```
 */
export function decodeTipDistribution(data: Uint8Array): TipDistribution {
  // The root of the claims is there once it was uploaded.
  const at = ROOT_AT + 1 + (data[ROOT_AT] === 1 ? ROOT_BYTES : 0);
  if (data.length < at + 10) throw foreign("the tip distribution account ends too early", { bytes: data.length });
  return {
    vote: new PublicKey(data.slice(VOTE_AT, VOTE_AT + 32)),
    epoch: readU64(data, at),
    commissionBps: viewOf(data).getUint16(at + 8, true),
  };
}

/**
 * Address of the account with a validator's history of 512 epochs.
 *
 * @example
 * ```ts
 * const address = validatorHistoryAddress(vote);
 * ```
 */
export function validatorHistoryAddress(vote: PublicKey): PublicKey {
  return PublicKey.findProgramAddressSync(
    [ascii("validator-history"), vote.toBytes()],
    VALIDATOR_HISTORY_PROGRAM_ID,
  )[0];
}

/** One epoch of a validator's history. What nobody has written is undefined. */
export interface HistoryEntry {
  epoch: bigint;
  /** In whole per cent of the inflation rewards, as basis points. */
  commissionBps: number | undefined;
  mevCommissionBps: number | undefined;
  credits: number | undefined;
  stake: bigint | undefined;
}

/** Entries that the ring has, their bytes, and where the first is. */
export const [HISTORY_ENTRIES, HISTORY_ENTRY_BYTES, HISTORY_ENTRIES_AT] = [512, 128, 320];
/** The part with the place of the latest entry: two numbers. */
export const [HISTORY_HEAD_AT, HISTORY_HEAD_BYTES] = [304, 16];

/**
 * Place of the latest entry in the ring, from the account's bytes {@link HISTORY_HEAD_AT} on; undefined while there is none.
 *
 * @example
 * ```ts
 * const latest = decodeHistoryHead(data);
 * ```
 */
export function decodeHistoryHead(data: Uint8Array): number | undefined {
  if (data.length < HISTORY_HEAD_BYTES) throw foreign("the validator history ends too early", { bytes: data.length });
  const latest = readU64(data, 0);
  return data[8] === 1 || latest >= BigInt(HISTORY_ENTRIES) ? undefined : Number(latest);
}

const [NO_U8, NO_U16, NO_U32, NO_U64] = [0xff, 0xffff, 0xffff_ffff, 0xffff_ffff_ffff_ffffn];

/**
 * Decodes entries of a validator history that follow each other; those that nobody has written are left out.
 *
 * @example
 * ```ts
 * const [entry] = decodeHistoryEntries(data);
 * ```
 */
export function decodeHistoryEntries(data: Uint8Array): HistoryEntry[] {
  const entries: HistoryEntry[] = [];
  for (let at = 0; at + HISTORY_ENTRY_BYTES <= data.length; at += HISTORY_ENTRY_BYTES) {
    const view = viewOf(data.subarray(at, at + HISTORY_ENTRY_BYTES));
    const [epoch, mev, credits, commission] = [
      view.getUint16(8, true),
      view.getUint16(10, true),
      readU32(data, at + 12),
      view.getUint8(16),
    ];
    const stake = readU64(data, at);
    if (epoch === NO_U16) continue;
    entries.push({
      epoch: BigInt(epoch),
      commissionBps: commission === NO_U8 ? undefined : commission * 100,
      mevCommissionBps: mev === NO_U16 ? undefined : mev,
      credits: credits === NO_U32 ? undefined : credits,
      stake: stake === NO_U64 ? undefined : stake,
    });
  }
  return entries;
}
