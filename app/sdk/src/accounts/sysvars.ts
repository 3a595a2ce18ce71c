import { type AccountInfo, PublicKey, SYSVAR_CLOCK_PUBKEY } from "@solana/web3.js";
import { type ChainReader, COMMITMENT } from "../chain";
import { asBuffer } from "../layout";
import { AccountError } from "./common";

const EPOCH_REWARDS = new PublicKey("SysvarEpochRewards1111111111111111111111111");
const EPOCH_SCHEDULE = new PublicKey("SysvarEpochSchedu1e111111111111111111111111");

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

/** The accounts that {@link decodeClock} reads, in its order. */
export const CLOCK_ADDRESSES = [SYSVAR_CLOCK_PUBKEY, EPOCH_SCHEDULE, EPOCH_REWARDS];

/** Decodes clock, epoch schedule and the state of the reward payout. */
export function decodeClock([clock, schedule, rewards]: (AccountInfo<Buffer> | null | undefined)[]): ChainClock {
  if (!clock || !schedule) throw new AccountError("the chain has no clock or epoch schedule");
  const time = asBuffer(clock.data);
  const epoch = time.readBigUInt64LE(16);
  return {
    slot: time.readBigUInt64LE(0),
    epoch,
    unixTimestamp: time.readBigInt64LE(32),
    ...slotsOf(epoch, asBuffer(schedule.data)),
    // Absent until the first epoch's rewards.
    rewardsActive: rewards ? asBuffer(rewards.data)[80] === 1 : false,
  };
}

/** Reads clock, epoch schedule and the state of the reward payout together. */
export async function fetchClock(reader: ChainReader): Promise<ChainClock> {
  return decodeClock(await reader.getMultipleAccountsInfo(CLOCK_ADDRESSES, COMMITMENT));
}

function slotsOf(epoch: bigint, schedule: Buffer): Pick<ChainClock, "slotsInEpoch" | "epochStartSlot"> {
  const [firstNormalEpoch, firstNormalSlot] = [schedule.readBigUInt64LE(17), schedule.readBigUInt64LE(25)];
  if (epoch < firstNormalEpoch) {
    const slotsInEpoch = 1n << (epoch + FIRST_EPOCH_SLOTS_LOG2);
    // Each epoch has as many slots as all before it, and the first epoch's again.
    return { slotsInEpoch, epochStartSlot: slotsInEpoch - (1n << FIRST_EPOCH_SLOTS_LOG2) };
  }
  const slotsInEpoch = schedule.readBigUInt64LE(0);
  return { slotsInEpoch, epochStartSlot: firstNormalSlot + (epoch - firstNormalEpoch) * slotsInEpoch };
}
