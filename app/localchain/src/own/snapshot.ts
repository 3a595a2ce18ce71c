import type { Method } from "../rpc/method";

/** Keeps the state of the chain. Answers with a number for localnet_restore. */
export const localnet_snapshot: Method = (node) => node.snapshots.push(node.chain.snapshot()) - 1;
