// Values of the command line: text in, exact values out, and a sentence for what does not make sense.
import { PublicKey } from "@solana/web3.js";
import { U64_MAX } from "@truestake/sdk";
import { UsageError } from "../output/exit";

const DECIMALS = 9;

/** SOL or tokens as a decimal, in lamports or token units. Floating point is never involved; more decimals than there are is an error. */
export function amountOf(name: string, given: string): bigint {
  const [, whole, rest = ""] = /^(\d+)(?:\.(\d*))?$/.exec(given.replace(/_/g, "")) ?? [];
  if (whole === undefined) throw new UsageError(`${name}: "${given}" is no amount; write it as 1.5`);
  if (rest.length > DECIMALS) throw new UsageError(`${name}: "${given}" has more than ${DECIMALS} decimals`);
  const units = BigInt(whole + rest.padEnd(DECIMALS, "0"));
  if (units > U64_MAX) throw new UsageError(`${name}: "${given}" is too much`);
  return units;
}

/** An amount above zero, or all that there is. */
export function amountOrAll(name: string, given: string): bigint | "all" {
  if (given.toLowerCase() === "all") return "all";
  const units = amountOf(name, given);
  if (units === 0n) throw new UsageError(`${name} has to be more than 0`);
  return units;
}

export function addressOf(name: string, given: string): PublicKey {
  try {
    return new PublicKey(given);
  } catch {
    throw new UsageError(`${name}: "${given}" is no address`);
  }
}

/** A whole number within bounds. */
export function wholeOf(name: string, given: string, least: number, most: number): number {
  const value = /^\d+$/.test(given) ? Number(given) : Number.NaN;
  if (!(value >= least && value <= most)) {
    throw new UsageError(`${name}: "${given}" is no whole number from ${least} to ${most}`);
  }
  return value;
}

/**
 * Per cent as a decimal, such as `5`, `0.25` or `12.5%`, in whole parts: of ten thousand with `decimals` 2, of a million with 4, of
 * a thousand million with 7. Floating point is never involved.
 */
export function percentOf(name: string, given: string, decimals: number, most = 100): number {
  const [, whole, rest = ""] = /^(\d{1,6})(?:\.(\d*))?\s*%?$/.exec(given) ?? [];
  if (whole === undefined || rest.length > decimals) {
    throw new UsageError(
      `${name}: "${given}" is no part in per cent with at most ${decimals} decimals; write it as 2.5`,
    );
  }
  const parts = Number(whole + rest.padEnd(decimals, "0"));
  if (parts > most * 10 ** decimals) throw new UsageError(`${name}: "${given}" is more than ${most} %`);
  return parts;
}

const SECONDS: Record<string, number> = { s: 1, m: 60, min: 60, h: 3_600, d: 86_400 };

/** A span such as `90s`, `15min`, `12h` or `4d`, in seconds. */
export function spanOf(name: string, given: string): number {
  const [, count, unit = ""] = /^(\d+)\s*(s|m|min|h|d)$/.exec(given) ?? [];
  const seconds = SECONDS[unit];
  if (count === undefined || seconds === undefined) {
    throw new UsageError(`${name}: "${given}" is no span of time; write it as 90s, 15min, 12h or 4d`);
  }
  return Number(count) * seconds;
}
