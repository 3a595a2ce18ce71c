import { ppbCeilOf } from "./fee";
import { afterRelease, bid, type Ledger, outlook, unreleased } from "./ledger";
import { mulDivCeil } from "./mulDiv";
import { higherOf, lamportsFor, type Price, tokensFor } from "./price";
import { type Claims, claimsMinus } from "./queue";
import { afterIdling, type Claim, pay, sums } from "./ticket";
import { mathError, min, minus, plus, saturatingMinus } from "./units";

/**
 * The ask, which whoever comes in pays: the higher of what all tokens will stand for, and what those outside the queue will
 * once the tickets of earlier epochs (`queued`) are paid and what they leave behind is everybody's. Both with what is `expected`
 * to be earned before anything that comes in now can earn. "NoPrice" where a token stands for nothing.
 */
export function ask(ledger: Ledger, queued: Claims, expected: bigint): Price {
  const known = outlook(ledger);
  if (known.total === 0n || known.supply === 0n) throw mathError("NoPrice");
  const all = { ...known, total: plus(known.total, expected) };
  if (queued.tokens === 0n) return all;
  const others = {
    total: saturatingMinus(all.total, netClaim(ledger, queued)),
    supply: minus(all.supply, queued.tokens),
  };
  // Without others there is nobody to whom anything could be left.
  return others.supply === 0n ? all : higherOf(all, others);
}

/**
 * Tokens that a ticket of an earlier epoch buys back with what it would be paid now, less the `rate` (ppb): at the ask that counts
 * the ticket itself, floored. `queued` are the sums of all tickets of earlier epochs; where the ticket takes less off them than it
 * would be paid, that is what it has. Where no token can be bought, it loses what idles.
 */
export function buyBack(ledger: Ledger, claim: Claim, queued: Claims, expected: bigint, rate: number): bigint {
  if (outlook(ledger).total === 0n || ledger.supply === 0n) return afterIdling(claim, rate);
  const price = ask(ledger, queued, expected);
  const others = claimsMinus(queued, sums(claim));
  const freed = saturatingMinus(netClaim(ledger, queued), netClaim(ledger, others));
  const net = min(pay(claim, bid(ledger), unreleased(ledger)).net, freed);
  const left = minus(net, min(ppbCeilOf(rate, net), net));
  return min(tokensFor(price, left), claim.tokens);
}

/** What the tickets would be paid now before their fees: the lower of their values when ordered and now, by their sums. */
export function grossClaim(ledger: Ledger, queued: Claims): bigint {
  if (queued.tokens === 0n) return 0n;
  return min(queued.lamports, lamportsFor(afterRelease(ledger), queued.tokens));
}

/** The same less their fees. */
function netClaim(ledger: Ledger, queued: Claims): bigint {
  if (queued.lamports === 0n) return 0n;
  const gross = grossClaim(ledger, queued);
  const fees = mulDivCeil(gross, queued.fees, queued.lamports);
  return minus(gross, min(fees, gross));
}
