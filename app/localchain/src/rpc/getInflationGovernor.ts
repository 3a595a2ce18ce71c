import { yearlyRate } from "../node/inflation";
import type { Method } from "./method";

/** The same rate for ever: what the chain pays for an epoch does not fall here. */
export const getInflationGovernor: Method = (node, params) => {
  params.config(0).commitmentOr("finalized");
  const rate = yearlyRate(node);
  return { foundation: 0, foundationTerm: 0, initial: rate, taper: 0, terminal: rate };
};
