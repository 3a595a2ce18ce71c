import { memoOf } from "../encoding/memo";
import { atLeastConfirmed } from "../node/blocks";
import { invalidParams } from "../server/errors";
import type { Method } from "./method";

const MOST = 1_000n;

/** Newest first: those older than `before` and newer than `until`. */
export const getSignaturesForAddress: Method = (node, params) => {
  const [address, config] = [params.address(0), params.config(1)];
  const [before, until] = [config.signature("before"), config.signature("until")];
  const limit = config.u64("limit") ?? MOST;
  if (limit === 0n || limit > MOST) throw invalidParams(`Invalid limit; max ${MOST}`);
  const { slot } = node.view(atLeastConfirmed(config), config.minContextSlot);
  const { chain, heads } = node;
  const all = chain.allTransactions();
  const start = before === undefined ? all.length : all.findIndex(({ signature }) => signature === before);
  const end = until === undefined ? -1 : all.findIndex(({ signature }) => signature === until);
  const text = address.toBase58();
  const found: unknown[] = [];
  for (let at = start - 1; at > end && BigInt(found.length) < limit; at--) {
    const landed = all[at];
    if (!landed || landed.slot > slot || !landed.mentions.has(text)) continue;
    found.push({
      blockTime: landed.unixTime,
      confirmationStatus: heads.commitmentOf(landed.slot),
      err: landed.err,
      memo: memoOf(landed),
      signature: landed.signature,
      slot: landed.slot,
    });
  }
  return found;
};
