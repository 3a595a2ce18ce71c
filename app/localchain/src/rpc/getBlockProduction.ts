import { withContext } from "../node/node";
import { leaderOf, leaders, validators } from "../node/validators";
import { invalidParams } from "../server/errors";
import { greatest } from "../server/numbers";
import type { Method } from "./method";

/** Leader slots and blocks made in them. A validator that was stopped makes none in the epoch in which it is stopped. */
export const getBlockProduction: Method = (node, params) => {
  const config = params.config(0);
  const { slot } = node.viewFor(config);
  const { chain } = node;
  const range = config.config("range");
  const start = (slot / chain.slotsPerEpoch) * chain.slotsPerEpoch;
  const firstSlot = range?.u64("firstSlot") ?? greatest(start, chain.blocks.first);
  const lastSlot = range?.u64("lastSlot") ?? slot;
  if (lastSlot > slot) throw invalidParams(`lastSlot, ${lastSlot}, is too large; max ${slot}`);
  if (firstSlot < chain.blocks.first) {
    throw invalidParams(`firstSlot, ${firstSlot}, is too small; min ${chain.blocks.first}`);
  }
  if (firstSlot > lastSlot) throw invalidParams(`lastSlot, ${lastSlot}, cannot be less than firstSlot, ${firstSlot}`);
  const only = config.address("identity")?.toBase58();
  const among = leaders(node);
  const stopped = new Set(validators(node).flatMap(({ vote, identity }) => (chain.votes(vote) ? [] : [identity])));
  const byIdentity: Record<string, [leaderSlots: number, blocks: number]> = {};
  for (let at = firstSlot; at <= lastSlot; at++) {
    const leader = leaderOf(at, among);
    if (only !== undefined && only !== leader) continue;
    const counts = byIdentity[leader] ?? [0, 0];
    byIdentity[leader] = counts;
    counts[0]++;
    if (!chain.blocks.isSkipped(at) && !stopped.has(leader)) counts[1]++;
  }
  return withContext(slot, { byIdentity, range: { firstSlot, lastSlot } });
};
