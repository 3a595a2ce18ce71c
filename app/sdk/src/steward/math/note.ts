import { mulDivFloor } from "../../math/mulDiv";
import { min } from "../../math/units";

/** One, in parts per million. */
export const MILLION = 1_000_000n;
/** One, in parts per trillion: fine enough for what a lamport of stake earns in an epoch. */
export const TRILLION = 1_000_000_000_000n;
/** The most credits that a slot can bring before Alpenglow, whose credits are lamports. */
export const MAX_CREDITS_PER_SLOT = 16n;
const THOUSAND = 1_000n;

/** What one epoch was like for all stake of the cluster. */
export interface Reference {
  /** Mean of the credits over all stake, in thousandths of a credit, floored. */
  credits: bigint;
  /** What a lamport of stake earned in the mean before commissions, in parts per trillion, floored. */
  growth: bigint;
}

/** A validator's credits as a part of the mean, in parts per million, floored and at most one: better than the mean is luck. */
export function performanceOf(reference: Reference, credits: bigint): bigint {
  return min((credits * THOUSAND * MILLION) / reference.credits, MILLION);
}

/** What a lamport of stake earned with a validator of so many credits, before commission, in parts per trillion, floored. */
export function growthOf(reference: Reference, credits: bigint): bigint {
  return mulDivFloor(reference.growth, credits * THOUSAND, reference.credits);
}
