import type { Method } from "../rpc/method";
import { moment } from "./moment";

/** What the chain is like and what it began with: seed, settings, addresses, and keys that have SOL. */
export const localnet_info: Method = (node) => ({
  seed: node.chain.seed,
  slotMilliseconds: node.ticker.slotMilliseconds,
  slotsPerEpoch: node.chain.slotsPerEpoch,
  blockhashBlocks: node.chain.blockhashBlocks,
  finalitySlots: node.heads.lags.finalized,
  rewardPartsPerMillion: node.rewardPartsPerMillion,
  now: moment(node),
  ...node.facts,
});
