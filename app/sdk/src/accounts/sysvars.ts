import { PublicKey, SYSVAR_CLOCK_PUBKEY, SYSVAR_RENT_PUBKEY } from "@solana/web3.js";
import { readI64, readU64, viewOf } from "../layout/bytes";
import { type ChainReader, COMMITMENT } from "./chain";
import { missing, type RawAccount } from "./common";

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

/** The accounts that {@link decodeClock} reads, in its order. */
export const CLOCK_ADDRESSES = [SYSVAR_CLOCK_PUBKEY, EPOCH_SCHEDULE, EPOCH_REWARDS];

/** Decodes clock, epoch schedule and the state of the reward payout. */
export function decodeClock([clock, schedule, rewards]: (RawAccount | null | undefined)[]): ChainClock {
  if (!clock) throw missing("the clock", SYSVAR_CLOCK_PUBKEY);
  if (!schedule) throw missing("the epoch schedule", EPOCH_SCHEDULE);
  const time = clock.data;
  const epoch = readU64(time, 16);
  return {
    slot: readU64(time, 0),
    epoch,
    unixTimestamp: readI64(time, 32),
    ...slotsOf(epoch, schedule.data),
    // Absent until the first epoch's rewards.
    rewardsActive: rewards ? rewards.data[80] === 1 : false,
  };
}

/** Reads clock, epoch schedule and the state of the reward payout together. */
export async function fetchClock(reader: ChainReader): Promise<ChainClock> {
  return decodeClock(await reader.getMultipleAccountsInfo(CLOCK_ADDRESSES, COMMITMENT));
}

/** Bytes that every account pays rent for beside its data. */
const ACCOUNT_OVERHEAD = 128n;

/** The rent of accounts, in lamports by their bytes of data. */
export type RentOf = (bytes: number) => bigint;

/** Where the rent is told. `decodeRent` reads it. */
export const RENT_ADDRESS = SYSVAR_RENT_PUBKEY;

/** Decodes the rent as the runtime computes it. web3.js' own method says 0 where a node fails. */
export function decodeRent(account: RawAccount | null | undefined): RentOf {
  if (!account) throw missing("the rent", RENT_ADDRESS);
  const perByteYear = readU64(account.data, 0);
  const years = viewOf(account.data).getFloat64(8, true);
  return (bytes) => BigInt(Math.trunc(Number((ACCOUNT_OVERHEAD + BigInt(bytes)) * perByteYear) * years));
}

/** Reads the rent. */
export async function fetchRent(reader: ChainReader): Promise<RentOf> {
  return decodeRent((await reader.getMultipleAccountsInfo([RENT_ADDRESS], COMMITMENT))[0]);
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
