import { ppbCeilOf } from "../../math/fee";
import { max, min, saturatingMinus, U64_MAX, WHOLE_PPB } from "../../math/units";

/** New tokens count this much more each epoch: one part of so many. */
export const RAMP_EPOCHS = 10n;

/** What counts of a bond: new tokens a tenth more each epoch. */
export interface Ramp {
  /** Tokens that counted in `epoch`. */
  counted: bigint;
  /** Tokens that count more in each epoch after that. */
  step: bigint;
  epoch: bigint;
}

/** What counts in `epoch` of tokens of which `available` are neither owed nor asked back. */
export function countedAt({ counted, step, epoch: since }: Ramp, epoch: bigint, available: bigint): bigint {
  return min(counted + step * saturatingMinus(epoch, since), available);
}

/** After tokens came, of which with those before `available` are neither owed nor asked back. */
export function rampAfter(ramp: Ramp, epoch: bigint, before: bigint, available: bigint): Ramp {
  const counted = countedAt(ramp, epoch, before);
  const missing = saturatingMinus(available, counted);
  const step = counted < before ? ramp.step : 0n;
  return { counted, step: max(step, (missing + RAMP_EPOCHS - 1n) / RAMP_EPOCHS), epoch };
}

/**
 * After tokens were asked back, of which `available` are left that are neither owed nor asked back: the step is no longer theirs.
 * Otherwise tokens that come for a moment would have others count at once.
 */
export function rampLowered(ramp: Ramp, epoch: bigint, available: bigint): Ramp {
  const step = min(ramp.step, (available + RAMP_EPOCHS - 1n) / RAMP_EPOCHS);
  return { counted: countedAt(ramp, epoch, available), step, epoch };
}

/** First epoch in which all of it counts. */
export function wholeFrom({ counted, step, epoch }: Ramp, available: bigint): bigint {
  if (counted >= available || step === 0n) return epoch;
  return epoch + (available - counted + step - 1n) / step;
}

/** The ratio of bonds to stake that is asked for, in parts per billion: what there is of both, within its limits. */
export function ratioOf(bonds: bigint, stakeable: bigint, floor: number, target: number): number {
  const there = stakeable === 0n ? target : Number(min((bonds * BigInt(WHOLE_PPB)) / stakeable, 0xffff_ffffn));
  return Math.min(Math.max(there, floor), Math.max(target, floor));
}

/** The most stake that a bond worth so many lamports allows, floored. */
export function capOf(bond: bigint, ratio: number): bigint {
  return min((bond * BigInt(WHOLE_PPB)) / BigInt(ratio), U64_MAX);
}

/** The bond that so much stake needs at a ratio, in lamports, ceiled. */
export function bondFor(stake: bigint, ratio: number): bigint {
  return ppbCeilOf(ratio, stake);
}

/** Whether a bond worth so many lamports is under half of the `floor` for the stake that is there. */
export function isShort(bond: bigint, stake: bigint, floor: number): boolean {
  return bond * BigInt(WHOLE_PPB) * 2n < stake * BigInt(floor);
}
