import { newestBlock, slotsWithBlock } from "../node/blocks";
import { invalidParams } from "../server/errors";
import { least } from "../server/numbers";
import type { Method } from "./method";

const MOST = 500_000n;

export const getBlocks: Method = (node, params) => {
  const from = params.u64(0);
  // The end may be left out, and the settings come in its place.
  const hasEnd = typeof params.at(1) === "bigint";
  const newest = newestBlock(node, params.config(hasEnd || params.at(1) === undefined ? 2 : 1));
  const wanted = hasEnd ? params.u64(1) : newest;
  const to = least(wanted, newest);
  if (to < from) return [];
  if (to - from > MOST) throw invalidParams(`Slot range too large; max ${MOST}`);
  return slotsWithBlock(node, from, to);
};
