import { floorOf } from "../math/fee";
import { WHOLE_BPS } from "../math/units";

/** Slippage that the client allows if nothing else is said, in basis points. */
export const DEFAULT_SLIPPAGE_BPS = 10;

/** The least to accept of a quoted amount, floored. RangeError for slippage outside 0 to 10,000 basis points. */
export function minimumFor(amount: bigint, slippageBps = DEFAULT_SLIPPAGE_BPS): bigint {
  if (slippageBps < 0 || slippageBps > WHOLE_BPS) throw new RangeError(`${slippageBps} basis points of slippage`);
  return floorOf(WHOLE_BPS - slippageBps, amount);
}
