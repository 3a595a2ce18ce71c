import { PublicKey, SYSVAR_CLOCK_PUBKEY } from "@solana/web3.js";
import { readI64, readU64 } from "../layout/bytes";
import { type ChainReader, type Connected, originOf } from "../nodes/chain";
import { existing, missing } from "./common";
import { fetchRound, type RawAccount } from "./round";

const EPOCH_REWARDS: PublicKey = /* @__PURE__ */ new PublicKey("SysvarEpochRewards1111111111111111111111111");
const EPOCH_SCHEDULE: PublicKey = /* @__PURE__ */ new PublicKey("SysvarEpochSchedu1e111111111111111111111111");

/** Slots of the first epoch of a chain that warms up. */
const FIRST_EPOCH_SLOTS_LOG2 = 5n;

/** Time as the program sees it, all of one moment. */
export interface ChainClock {
  slot: bigint;
  epoch: bigint;
  /** Seconds since 1970, as voted by the validators. */
  unixTimestamp: bigint;
  /** Slots of the current epoch. */
  slotsInEpoch: bigint;
  /** First slot of the current epoch. */
  epochStartSlot: bigint;
  /** Whether the epoch's rewards are being paid out: what needs a price is refused meanwhile. */
  rewardsActive: boolean;
}

/** How a connection's chain is divided into epochs: that never changes. */
const schedules = /* @__PURE__ */ new WeakMap<Connected, Uint8Array>();

/** The accounts that {@link decodeClock} reads, in its order; the schedule only where it is not known yet. */
export function clockAddresses(reader: ChainReader): PublicKey[] {
  const addresses = [SYSVAR_CLOCK_PUBKEY, EPOCH_REWARDS];
  return schedules.has(originOf(reader)) ? addresses : [...addresses, EPOCH_SCHEDULE];
}

/** Decodes clock, the state of the reward payout and, if it was read, the epoch schedule. */
export function decodeClock(
  reader: ChainReader,
  [clock, rewards, schedule]: (RawAccount | null | undefined)[],
): ChainClock {
  const time = existing(clock, SYSVAR_CLOCK_PUBKEY, "the clock").data;
  if (schedule) schedules.set(originOf(reader), Uint8Array.from(schedule.data));
  const known = schedules.get(originOf(reader));
  if (!known) throw missing("the epoch schedule", EPOCH_SCHEDULE);
  const epoch = readU64(time, 16);
  return {
    slot: readU64(time, 0),
    epoch,
    unixTimestamp: readI64(time, 32),
    ...slotsOf(epoch, known),
    // Absent until the first epoch's rewards.
    rewardsActive: rewards ? rewards.data[80] === 1 : false,
  };
}

/**
 * Reads clock, epoch schedule and the state of the reward payout together.
 *
 * @example
 * ```ts
 * const { epoch, slot } = await fetchClock(connection);
 * ```
 */
export async function fetchClock(reader: ChainReader): Promise<ChainClock> {
  const wanted = clockAddresses(reader).map((address) => ({ address }));
  return decodeClock(reader, (await fetchRound(reader, wanted)).accounts);
}

function slotsOf(epoch: bigint, schedule: Uint8Array): Pick<ChainClock, "slotsInEpoch" | "epochStartSlot"> {
  const [firstNormalEpoch, firstNormalSlot] = [readU64(schedule, 17), readU64(schedule, 25)];
  if (epoch < firstNormalEpoch) {
    const slotsInEpoch = 1n << (epoch + FIRST_EPOCH_SLOTS_LOG2);
    // Each epoch has as many slots as all before it, and the first epoch's again.
    return { slotsInEpoch, epochStartSlot: slotsInEpoch - (1n << FIRST_EPOCH_SLOTS_LOG2) };
  }
  const slotsInEpoch = readU64(schedule, 0);
  return { slotsInEpoch, epochStartSlot: firstNormalSlot + (epoch - firstNormalEpoch) * slotsInEpoch };
}
