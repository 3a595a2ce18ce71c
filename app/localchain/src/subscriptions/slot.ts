import type { Kind } from "./subscription";

export const slot: Kind = {
  notification: "slotNotification",
  open(node, _, tell) {
    return {
      commitment: "processed",
      slot: (slot) => tell({ parent: node.chain.blocks.parent(slot), root: node.heads.at("finalized"), slot }),
    };
  },
};
