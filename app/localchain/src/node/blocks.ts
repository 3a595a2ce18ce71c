import { blockCleanedUp, blockNotAvailable, invalidParams, slotSkipped } from "../server/errors";
import type { Commitment, Config } from "../server/params";
import type { Node } from "./node";

/** The newest slot that a request about blocks may ask for: these take confirmed or finalized ones only. */
export function newestBlock(node: Node, config: Config): bigint {
  return node.view(atLeastConfirmed(config), config.minContextSlot).slot;
}

export function atLeastConfirmed(config: Config): Commitment {
  const { commitment } = config;
  if (commitment === "processed") throw invalidParams("Method does not support commitment below `confirmed`");
  return commitment;
}

/** Refuses a slot without a block, with the reason. */
export function checkBlock({ chain: { blocks } }: Node, slot: bigint, newest: bigint): void {
  if (slot < blocks.first) throw blockCleanedUp(slot, blocks.first);
  if (slot > newest) throw blockNotAvailable(slot);
  if (blocks.isSkipped(slot)) throw slotSkipped(slot);
}

/** Slots with a block from one to another, both included; no more than `most`. */
export function slotsWithBlock({ chain: { blocks } }: Node, from: bigint, to: bigint, most = Number.MAX_SAFE_INTEGER) {
  const slots: bigint[] = [];
  for (let slot = from > blocks.first ? from : blocks.first; slot <= to && slots.length < most; slot++) {
    if (!blocks.isSkipped(slot)) slots.push(slot);
  }
  return slots;
}
