import { Reader } from "../reader";
import type { Parser } from ".";

type Read = (reader: Reader) => unknown;

const SYSVARS: Readonly<Record<string, [type: string, read: Read]>> = {
  SysvarC1ock11111111111111111111111111111111: [
    "clock",
    (reader) => {
      const [slot, epochStartTimestamp, epoch] = [reader.u64(), reader.i64(), reader.u64()];
      return { slot, epoch, epochStartTimestamp, leaderScheduleEpoch: reader.u64(), unixTimestamp: reader.i64() };
    },
  ],
  SysvarRent111111111111111111111111111111111: [
    "rent",
    (reader) => ({
      lamportsPerByteYear: String(reader.u64()),
      exemptionThreshold: reader.f64(),
      burnPercent: reader.u8(),
    }),
  ],
  SysvarEpochSchedu1e111111111111111111111111: [
    "epochSchedule",
    (reader) => ({
      slotsPerEpoch: reader.u64(),
      leaderScheduleSlotOffset: reader.u64(),
      warmup: reader.flag(),
      firstNormalEpoch: reader.u64(),
      firstNormalSlot: reader.u64(),
    }),
  ],
  SysvarStakeHistory1111111111111111111111111: [
    "stakeHistory",
    (reader) =>
      reader.list(reader.u64(), () => ({
        epoch: reader.u64(),
        stakeHistory: { effective: reader.u64(), activating: reader.u64(), deactivating: reader.u64() },
      })),
  ],
  SysvarS1otHashes111111111111111111111111111: [
    "slotHashes",
    (reader) => reader.list(reader.u64(), () => ({ slot: reader.u64(), hash: reader.key() })),
  ],
};

export const parseSysvar: Parser = ({ data }, address) => {
  const [type, read] = SYSVARS[address.toBase58()] ?? [];
  return type && read ? { type, info: read(new Reader(data)) } : undefined;
};
