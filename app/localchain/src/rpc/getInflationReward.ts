import { blockNotAvailable } from "../server/errors";
import type { Method } from "./method";

/** What the chain has paid to stake accounts at an epoch's end. */
export const getInflationReward: Method = (node, params) => {
  const [addresses, config] = [params.addresses(0), params.config(1)];
  const { chain } = node;
  const now = node.viewFor(config).slot / chain.slotsPerEpoch;
  const epoch = config.u64("epoch") ?? (now > 0n ? now - 1n : 0n);
  if (epoch >= now) throw blockNotAvailable((epoch + 1n) * chain.slotsPerEpoch);
  return addresses.map((address) => {
    const paid = chain.rewards.filter((reward) => reward.epoch === epoch && reward.address.equals(address));
    const last = paid.at(-1);
    if (!last) return null;
    const amount = paid.reduce((sum, { lamports }) => sum + lamports, 0n);
    return { amount, commission: null, effectiveSlot: last.slot, epoch, postBalance: last.postBalance };
  });
};
