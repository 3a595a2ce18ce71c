import { feeOf } from "../inProcess/fee";
import { invalidParams } from "../server/errors";
import { greatest } from "../server/numbers";
import type { Method } from "./method";

const SLOTS = 150n;
const MOST_ADDRESSES = 128;

/** The lowest price that landed in each slot, among transactions that write to all these accounts. */
export const getRecentPrioritizationFees: Method = (node, params) => {
  const addresses = params.has(0) ? params.addresses(0).map((address) => address.toBase58()) : [];
  if (addresses.length > MOST_ADDRESSES) throw invalidParams(`Too many inputs provided; max ${MOST_ADDRESSES}`);
  const { chain } = node;
  const oldest = greatest(chain.blocks.first, chain.slot - SLOTS + 1n);
  const lowest = new Map<bigint, bigint>();
  for (const { slot, transaction, mentions } of chain.transactionsBetween(oldest - 1n, chain.slot)) {
    if (!addresses.every((address) => mentions.has(address))) continue;
    const { price } = feeOf(transaction.message);
    const least = lowest.get(slot);
    if (least === undefined || price < least) lowest.set(slot, price);
  }
  return Array.from({ length: Number(chain.slot - oldest + 1n) }, (_, index) => {
    const slot = oldest + BigInt(index);
    return { prioritizationFee: lowest.get(slot) ?? 0n, slot };
  });
};
