import { afterRelease, type Ledger, outlook } from "./ledger";
import { mulDivCeil } from "./mulDiv";
import { comparePrices, lamportsFor, type Price } from "./price";
import type { Claims } from "./queue";
import { mathError, min, minus, saturatingMinus } from "./units";

/**
 * The ask, which whoever comes in pays: the higher of what all tokens will stand for, and what those outside the queue will
 * once the tickets of earlier epochs (`queued`) are paid and what they leave behind is everybody's. "NoPrice" where a token
 * stands for nothing.
 */
export function ask(ledger: Ledger, queued: Claims): Price {
  const all = outlook(ledger);
  if (all.total === 0n || all.supply === 0n) throw mathError("NoPrice");
  if (queued.tokens === 0n) return all;
  const others = {
    total: saturatingMinus(all.total, netClaim(ledger, queued)),
    supply: minus(all.supply, queued.tokens),
  };
  // Without others there is nobody to whom anything could be left.
  return others.supply === 0n || comparePrices(others, all) <= 0 ? all : others;
}

/** What the tickets would be paid now: the lower of their values when ordered and now, by their sums, less their fees. */
function netClaim(ledger: Ledger, queued: Claims): bigint {
  if (queued.lamports === 0n) return 0n;
  const gross = min(queued.lamports, lamportsFor(afterRelease(ledger), queued.tokens));
  const fees = mulDivCeil(gross, queued.fees, queued.lamports);
  return minus(gross, min(fees, gross));
}
