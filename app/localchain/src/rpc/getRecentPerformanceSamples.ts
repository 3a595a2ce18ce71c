import { invalidParams } from "../server/errors";
import type { Method } from "./method";

const MOST = 720n;
const SECONDS = 60n;

/** A sample a minute of the chain's own time, as far back as the chain goes; the votes of others are not counted. */
export const getRecentPerformanceSamples: Method = (node, params) => {
  const limit = params.has(0) ? params.u64(0) : MOST;
  if (limit > MOST) throw invalidParams(`Invalid limit; max ${MOST}`);
  const { chain } = node;
  const slots = (SECONDS * 1_000n) / chain.slotMilliseconds;
  const landed = chain.allTransactions();
  const samples: unknown[] = [];
  for (let slot = chain.slot; BigInt(samples.length) < limit; slot -= slots) {
    if (slot - slots < chain.blocks.first && samples.length > 0) break;
    const count = landed.filter((each) => each.slot <= slot && each.slot > slot - slots).length;
    samples.push({
      numNonVoteTransactions: count,
      numSlots: slots,
      numTransactions: count,
      samplePeriodSecs: SECONDS,
      slot,
    });
  }
  return samples;
};
