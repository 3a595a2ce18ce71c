import { newestBlock, slotsWithBlock } from "../node/blocks";
import { invalidParams } from "../server/errors";
import type { Method } from "./method";

const MOST = 500_000n;

export const getBlocksWithLimit: Method = (node, params) => {
  const [from, limit] = [params.u64(0), params.u64(1)];
  if (limit > MOST) throw invalidParams(`Limit too large; max ${MOST}`);
  return slotsWithBlock(node, from, newestBlock(node, params.config(2)), Number(limit));
};
