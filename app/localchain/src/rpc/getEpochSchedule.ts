import type { Method } from "./method";

export const getEpochSchedule: Method = ({ chain: { slotsPerEpoch } }) => ({
  slotsPerEpoch,
  leaderScheduleSlotOffset: slotsPerEpoch,
  warmup: false,
  firstNormalEpoch: 0,
  firstNormalSlot: 0,
});
