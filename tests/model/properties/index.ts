// The properties P-01 … P-14 and P-18 as functions of a step; each throws when it does not hold. P-08 is about the end of a life:
// `nothingStranded`. P-15 (limits) is in the Rust tests of math/ and in tests/unit, P-16 (quotes) in app/sdk/test and, for
// every step here, in life.ts; P-17 (numbers, sizes, layouts) in tests/unit/layout.test.ts.
import type { Step } from "../state";
import { conservation, dilution, roundTrip, solvency, somethingForSomething, supply } from "./money";
import { ask, fees, price } from "./prices";
import { changesNothing, freshness, governance, liveness } from "./rules";
import { tickets } from "./tickets";

export { nothingStranded } from "./money";

export const PROPERTIES: Record<string, (step: Step) => void> = {
  "P-01": solvency,
  "P-02": supply,
  "P-03": price,
  "P-04": dilution,
  "P-05": roundTrip,
  "P-06": fees,
  "P-07": conservation,
  "P-09": somethingForSomething,
  "P-10": freshness,
  "P-11": tickets,
  "P-12": changesNothing,
  "P-13": governance,
  "P-14": liveness,
  "P-18": ask,
};
