import { type Charged, charge } from "./fee";
import { lamportsFor, type Price } from "./price";
import { min } from "./units";

/** What a ticket pays: the lower of its value when ordered and its value now, less the fee it was ordered at. */
export function settle(tokens: bigint, orderedLamports: bigint, feeBps: number, now: Price): Charged {
  return charge(min(lamportsFor(now, tokens), orderedLamports), feeBps);
}
