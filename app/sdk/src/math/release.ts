import { mulDivCeil } from "./mulDiv";
import { max, saturatingMinus } from "./units";

/** A reward on its way into the price. */
export interface Release {
  /** What was still to be released at `startSlot`. */
  lamports: bigint;
  startSlot: bigint;
  /** First slot at which all is released. */
  endSlot: bigint;
}

/** What is still held back at `slot`, ceiled, so that the price never runs ahead of the rewards. */
export function unreleased({ lamports, startSlot, endSlot }: Release, slot: bigint): bigint {
  const left = saturatingMinus(endSlot, max(slot, startSlot));
  const whole = saturatingMinus(endSlot, startSlot);
  return whole === 0n ? 0n : mulDivCeil(lamports, left, whole);
}
