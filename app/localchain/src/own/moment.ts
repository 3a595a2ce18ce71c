import type { Node } from "../node/node";

/** Where the chain is now: what methods that move time answer. */
export function moment({ chain }: Node) {
  const { slot, epoch, blockHeight, unixTime } = chain;
  return { slot, epoch, blockHeight, unixTime };
}
