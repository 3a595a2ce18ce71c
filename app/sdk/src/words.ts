// Amounts, ratios and moments as text, for files and terminals. Amounts never pass through a floating point number.

const DECIMALS = 9;
const SCALE = 10n ** BigInt(DECIMALS);

/** Lamports or token units as an exact decimal, without zeros at its end. */
export function decimal(units: bigint): string {
  const [sign, size] = units < 0n ? ["-", -units] : ["", units];
  const rest = String(size % SCALE)
    .padStart(DECIMALS, "0")
    .replace(/0+$/, "");
  return `${sign}${size / SCALE}${rest ? `.${rest}` : ""}`;
}

/** Lamports as SOL. */
export const sol = (lamports: bigint): string => `${decimal(lamports)} SOL`;

/** Basis points as per cent. */
export function percent(basisPoints: number | bigint): string {
  const size = BigInt(basisPoints);
  const rest = String(size % 100n)
    .padStart(2, "0")
    .replace(/0+$/, "");
  return `${size / 100n}${rest ? `.${rest}` : ""} %`;
}

/** A moment of the chain's clock in UTC. */
export const utc = (unixSeconds: bigint | number): string =>
  new Date(Number(unixSeconds) * 1_000).toISOString().replace(/\.\d+Z$/, "Z");

/** A field of a line of comma-separated values, quoted where it would end the field. */
export const csvField = (content: string): string =>
  /[",\n]/.test(content) ? `"${content.replace(/"/g, '""')}"` : content;
