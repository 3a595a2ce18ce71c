// Amounts, ratios and moments as people read them. Amounts never pass through a floating point number.
import { decimal } from "@truestake/sdk/statement";

export { decimal, percent, sol, utc } from "@truestake/sdk/statement";

/** Token units, with the token's symbol where it has one. */
export const tokens = (units: bigint, symbol = "tokens"): string => `${decimal(units)} ${symbol}`;

/** Parts per million as per cent. */
export function ppmPercent(parts: number): string {
  const [sign, size] = parts < 0 ? ["-", -parts] : ["", parts];
  const rest = String(size % 10_000)
    .padStart(4, "0")
    .replace(/0+$/, "");
  return `${sign}${Math.floor(size / 10_000)}${rest ? `.${rest}` : ""} %`;
}

/** A ratio for display, such as an interest rate. */
export const ratio = (fraction: number): string => `${(100 * fraction).toFixed(2)} %`;

const UNITS = [
  [86_400, "d"],
  [3_600, "h"],
  [60, "min"],
] as const;

/** A span in its largest unit or two. */
export function span(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  for (const [at, [size, name]] of UNITS.entries()) {
    if (whole < size) continue;
    const [nextSize, nextName] = UNITS[at + 1] ?? [1, "s"];
    const rest = Math.floor((whole % size) / nextSize);
    return `${Math.floor(whole / size)} ${name}${rest > 0 ? ` ${rest} ${nextName}` : ""}`;
  }
  return `${whole} s`;
}

/** A number of things: `1 step`, `2 steps`. */
export const counted = (count: number, thing: string): string => `${count} ${thing}${count === 1 ? "" : "s"}`;
