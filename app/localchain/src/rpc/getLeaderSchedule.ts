import { leaderOf, leaders } from "../node/validators";
import { address } from "../server/params";
import type { Method } from "./method";

/** Slots of an epoch, counted from its first, by leader; null for an epoch that is not this one or the next. */
export const getLeaderSchedule: Method = (node, params) => {
  const isSlot = typeof params.at(0) === "bigint" || params.at(0) === undefined;
  const config = params.config(isSlot ? 1 : 0);
  const { chain } = node;
  const slot = params.has(0) && isSlot ? params.u64(0) : node.viewFor(config).slot;
  const identity = config.has("identity") ? address(config.at("identity")).toBase58() : undefined;
  const epoch = slot / chain.slotsPerEpoch;
  if (epoch > chain.epoch + 1n || epoch * chain.slotsPerEpoch < chain.blocks.first) return null;
  const among = leaders(node);
  const schedule: Record<string, bigint[]> = {};
  const first = epoch * chain.slotsPerEpoch;
  for (let index = 0n; index < chain.slotsPerEpoch; index++) {
    const leader = leaderOf(first + index, among);
    if (identity !== undefined && identity !== leader) continue;
    schedule[leader] ??= [];
    schedule[leader].push(index);
  }
  return schedule;
};
