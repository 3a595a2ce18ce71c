import { leaderOf, leaders } from "../node/validators";
import { invalidParams } from "../server/errors";
import type { Method } from "./method";

const MOST = 5_000n;

export const getSlotLeaders: Method = (node, params) => {
  const [start, limit] = [params.u64(0), params.u64(1)];
  if (limit > MOST) throw invalidParams(`Invalid limit; max ${MOST}`);
  const among = leaders(node);
  return Array.from({ length: Number(limit) }, (_, after) => leaderOf(start + BigInt(after), among));
};
