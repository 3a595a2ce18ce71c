import { mulDivCeil, mulDivFloor } from "./mulDiv";
import { minus, WHOLE_BPS, WHOLE_PPB } from "./units";

/** A fee split off an amount: `net + fee` is the amount. */
export interface Charged {
  net: bigint;
  fee: bigint;
}

/** `⌈amount × bps ÷ 10,000⌉`: what a fee of this rate takes. */
export function ceilOf(bps: number, amount: bigint): bigint {
  return mulDivCeil(amount, BigInt(bps), BigInt(WHOLE_BPS));
}

/** `⌊amount × bps ÷ 10,000⌋`: what a share of this rate hands on. */
export function floorOf(bps: number, amount: bigint): bigint {
  return mulDivFloor(amount, BigInt(bps), BigInt(WHOLE_BPS));
}

/** `⌈amount × ppb ÷ 1,000,000,000⌉`: what a charge of this rate takes. */
export function ppbCeilOf(ppb: number, amount: bigint): bigint {
  return mulDivCeil(amount, BigInt(ppb), BigInt(WHOLE_PPB));
}

/** Takes a fee, ceiled, off an amount of lamports or tokens. */
export function charge(amount: bigint, bps: number): Charged {
  const fee = ceilOf(bps, amount);
  return { net: minus(amount, fee), fee };
}

/** Tokens whose share of the pool, once they are minted, is worth `fee` of the `gross` lamports (floored). */
export function feeTokens(fee: bigint, gross: bigint, supply: bigint): bigint {
  return mulDivFloor(fee, supply, minus(gross, fee));
}
