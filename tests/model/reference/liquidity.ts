// The liquidity pool's rules once more, written from the documentation in unbounded integers.

import { BPS, ceilDiv, floorDiv, least, type ModelPrice, type ModelScheduled, most, positive } from "./numbers";

/** What an instant unstake costs: rates in basis points. */
export interface ModelLiquidityFees {
  target: bigint;
  min: bigint;
  max: bigint;
  treasuryCut: bigint;
}

/**
 * The fee for `lamports` that leave where `counted` are on the line: the integral of max − (max − min) × l ÷ target from
 * what is left to what there was, of min over the target, and of max below zero; ceiled.
 */
export function liquidityFee(lamports: bigint, counted: bigint, { target, min, max }: ModelLiquidityFees): bigint {
  const left = positive(counted - lamports);
  const [upper, lower] = [least(counted, target), least(left, target)];
  const below = lamports - (counted - left);
  const flat = lamports - below - (upper - lower);
  const line = 2n * target * max * (upper - lower) - (max - min) * (upper * upper - lower * lower);
  return ceilDiv(line + 2n * target * (min * flat + max * below), 1n, 2n * target * BPS);
}

/**
 * The most lamports that tokens worth `value` pay for, by halving; undefined when there is not as much. Of the liquidity
 * `counted` is on the line.
 */
export function saleOf(
  value: bigint,
  liquidity: bigint,
  fees: ModelLiquidityFees,
  counted = liquidity,
): bigint | undefined {
  const cost = (lamports: bigint) => lamports + liquidityFee(lamports, counted, fees);
  let [low, high] = [0n, least(value, liquidity)];
  while (low < high) {
    const middle = (low + high + 1n) / 2n;
    if (cost(middle) <= value) low = middle;
    else high = middle - 1n;
  }
  return low === liquidity && cost(low) < value ? undefined : low;
}

/** Time, as far as amounts depend on it. Epochs begin at multiples of their length. */
export interface ModelTime {
  slot: bigint;
  epoch: bigint;
  slotsPerEpoch: bigint;
}

/** Amounts by the epoch in which they came. They count in the next: linearly, from its first slot to its last. */
export interface ModelArrivals {
  amounts: Record<string, bigint>;
  /** Epoch in which anything last came. */
  touched: bigint;
}

export function noArrivals(): ModelArrivals {
  return { amounts: {}, touched: 0n };
}

/** What came in an epoch. */
export function arrived({ amounts }: ModelArrivals, epoch: bigint): bigint {
  return amounts[`${epoch}`] ?? 0n;
}

/** What of the arrivals does not count yet, ceiled. */
export function uncounted(arrivals: ModelArrivals, { slot, epoch, slotsPerEpoch }: ModelTime): bigint {
  const left = (epoch + 1n) * slotsPerEpoch - slot;
  return arrived(arrivals, epoch) + ceilDiv(arrived(arrivals, epoch - 1n), left, slotsPerEpoch);
}

/** What is in a liquidity pool. */
export interface ModelLiquidity {
  lamports: bigint;
  /** Those that are held included. */
  tokens: bigint;
  /** Those of the seed included. */
  shares: bigint;
  fees: ModelScheduled<ModelLiquidityFees>;
  /** Tokens that are neither the shares' nor on sale yet. */
  held: ModelArrivals;
  /** The fee line, and the slot at which it was last looked at. */
  line: { lamports: bigint; slot: bigint };
}

export function newLiquidity(seed: bigint, fees: ModelLiquidityFees, slot: bigint): ModelLiquidity {
  return {
    lamports: seed,
    tokens: 0n,
    shares: seed,
    fees: { now: fees, next: undefined, from: 0n },
    held: noArrivals(),
    line: { lamports: seed, slot },
  };
}

/** The liquidity pool's tokens that are the shares' and on sale. */
export function releasedTokens({ tokens, held }: ModelLiquidity, time: ModelTime): bigint {
  return tokens - uncounted(held, time);
}

/**
 * Where the line stands now: closer to the SOL that stood meanwhile, in an epoch by the largest of target, SOL and line at
 * most; floored.
 */
export function lineAt({ line, lamports }: ModelLiquidity, target: bigint, { slot, slotsPerEpoch }: ModelTime): bigint {
  const passed = least(positive(slot - line.slot), slotsPerEpoch);
  const furthest = floorDiv(most(most(target, lamports), line.lamports), passed, slotsPerEpoch);
  return lamports > line.lamports
    ? least(lamports, line.lamports + furthest)
    : most(lamports, line.lamports - furthest);
}

/** Lets the line follow: before anything changes the SOL. */
export function followLine(liquidity: ModelLiquidity, target: bigint, time: ModelTime): void {
  liquidity.line = { lamports: lineAt(liquidity, target, time), slot: most(liquidity.line.slot, time.slot) };
}

/** A sale to the liquidity pool. */
export interface ModelSale {
  lamports: bigint;
  /** Worth of the tokens less `lamports`. */
  fee: bigint;
  /** The treasury's tokens. */
  treasury: bigint;
  /** Tokens that are held until they are released. */
  held: bigint;
}

/**
 * What a sale of `tokens` pays at the bid, of `available` SOL; undefined when that does not suffice. Tokens over what the
 * payment buys at the ask, and the providers' part of the fee, are held.
 */
export function quoteSale(
  liquidity: ModelLiquidity,
  tokens: bigint,
  prices: { bid: ModelPrice; ask: ModelPrice },
  fees: ModelLiquidityFees,
  { available, time, charged }: { available: bigint; time: ModelTime; charged: boolean },
): ModelSale | undefined {
  const value = floorDiv(tokens, prices.bid.total, prices.bid.supply);
  const lamports = saleOf(value, available, fees, least(lineAt(liquidity, fees.target, time), available));
  if (lamports === undefined) return undefined;
  const fee = value - lamports;
  const feeTokens = fee === 0n ? 0n : floorDiv(tokens, fee, value);
  const treasury = charged ? floorDiv(feeTokens, fees.treasuryCut, BPS) : 0n;
  const bought = least(floorDiv(lamports, prices.ask.supply, prices.ask.total), tokens - feeTokens);
  return { lamports, fee, treasury, held: tokens - treasury - bought };
}

/** A sale that is paid. */
export function takeSale(
  liquidity: ModelLiquidity,
  tokens: bigint,
  { lamports, treasury, held }: ModelSale,
  time: ModelTime,
): void {
  liquidity.lamports -= lamports;
  liquidity.tokens += tokens - treasury;
  liquidity.line.lamports = positive(liquidity.line.lamports - lamports);
  const arrivals = liquidity.held;
  arrivals.amounts[`${time.epoch}`] = arrived(arrivals, time.epoch) + held;
  arrivals.touched = time.epoch;
}
