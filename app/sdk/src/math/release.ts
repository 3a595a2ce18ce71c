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
export function unreleased(release: Release, slot: bigint): bigint {
  return heldBack(release, release.lamports, slot);
}

/** The release of `lamports` from `slot` on, with the same end. */
export function rebased({ startSlot, endSlot }: Release, lamports: bigint, slot: bigint): Release {
  return { lamports, startSlot: max(slot, startSlot), endSlot };
}

/** What is still held back at `slot` of any `amount` that is released like this, ceiled. */
export function heldBack({ startSlot, endSlot }: Omit<Release, "lamports">, amount: bigint, slot: bigint): bigint {
  const left = saturatingMinus(endSlot, max(slot, startSlot));
  const whole = saturatingMinus(endSlot, startSlot);
  return whole === 0n ? 0n : mulDivCeil(amount, left, whole);
}
