import { yearlyRate } from "../node/inflation";
import type { Method } from "./method";

export const getInflationRate: Method = (node) => {
  const rate = yearlyRate(node);
  return { epoch: node.chain.epoch, foundation: 0, total: rate, validator: rate };
};
