import type { Method } from "./method";

export const getEpochInfo: Method = (node, params) => {
  const { slot, height } = node.viewFor(params.config(0));
  const { slotsPerEpoch } = node.chain;
  return {
    absoluteSlot: slot,
    blockHeight: height,
    epoch: slot / slotsPerEpoch,
    slotIndex: slot % slotsPerEpoch,
    slotsInEpoch: slotsPerEpoch,
    transactionCount: node.chain.allTransactions().filter((landed) => landed.slot <= slot).length,
  };
};
