import { heldBack } from "./release";
import { plus } from "./units";

/** What counts only later, by the epoch in which it came: nothing in that epoch, then linearly over the next one's slots. */
export interface Deferral {
  /** Epoch that `recent` came in. */
  epoch: bigint;
  /** What came in `epoch`. */
  recent: bigint;
  /** What came in the epoch before. */
  earlier: bigint;
}

/** An epoch and its slots. */
export interface EpochSlots {
  epoch: bigint;
  firstSlot: bigint;
  /** First slot of the next epoch. */
  endSlot: bigint;
}

/** The same, seen from `epoch`: what is older than the epoch before counts in full. */
export function deferralAt(deferral: Deferral, epoch: bigint): Deferral {
  if (epoch === deferral.epoch) return deferral;
  return { epoch, recent: 0n, earlier: epoch === deferral.epoch + 1n ? deferral.recent : 0n };
}

/** What does not count yet at `slot` of the epoch, ceiled. */
export function outstanding(deferral: Deferral, now: EpochSlots, slot: bigint): bigint {
  const { recent, earlier } = deferralAt(deferral, now.epoch);
  return plus(recent, heldBack({ startSlot: now.firstSlot, endSlot: now.endSlot }, earlier, slot));
}

/** With `amount` more, which comes in `epoch`. */
export function deferMore(deferral: Deferral, amount: bigint, epoch: bigint): Deferral {
  const now = deferralAt(deferral, epoch);
  return { ...now, recent: plus(now.recent, amount) };
}
