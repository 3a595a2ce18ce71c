// Amounts as people read and write them. They are bigints from the chain to the screen: none passes through a float.

const DECIMALS = 9;
const SCALE = 10n ** BigInt(DECIMALS);
/** Between groups of three digits: thin, and never broken. */
export const GAP = "\u202f";

/** How many decimals are shown: all of them where exact, or at most so many, floored. */
export interface Digits {
  most?: number;
  least?: number;
}

function grouped(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, GAP);
}

/** Lamports or token units as a decimal: grouped by threes, without needless zeros; floored towards zero. */
export function decimal(units: bigint, { most = DECIMALS, least = 0 }: Digits = {}): string {
  const [sign, size] = units < 0n ? ["\u2212", -units] : ["", units];
  const rest = String(size % SCALE)
    .padStart(DECIMALS, "0")
    .slice(0, most)
    .replace(/0+$/, "")
    .padEnd(least, "0");
  return `${sign}${grouped(String(size / SCALE))}${rest ? `.${rest.replace(/(\d{3})(?=\d)/g, `$1${GAP}`)}` : ""}`;
}

/** The same without groups, for a field or a command. */
export const plainDecimal = (units: bigint): string => decimal(units).replaceAll(GAP, "").replace("\u2212", "-");

/** The largest amount of a program's: u64::MAX. */
const MOST = 0xffff_ffff_ffff_ffffn;

/** What somebody typed, as units of any number; undefined where it is no amount, or has more than nine decimals. */
function unitsIn(typed: string): bigint | undefined {
  // "1,000" is a thousand to some and one to others.
  if (/^\s*\d{1,3},\d{3}\s*$/.test(typed)) return undefined;
  const text = typed.replace(/[\s_\u202f\u00a0]/g, "").replace(",", ".");
  const [, whole = "", rest = ""] = /^(\d{0,99})(?:\.(\d{0,9}))?$/.exec(text) ?? [];
  if (whole === "" && rest === "") return undefined;
  return BigInt(whole || 0) * SCALE + BigInt(rest.padEnd(DECIMALS, "0"));
}

/** What somebody typed as units; undefined where it is no amount, has more than nine decimals, or is more than programs count. */
export function amountIn(typed: string): bigint | undefined {
  const units = unitsIn(typed);
  return units !== undefined && units <= MOST ? units : undefined;
}

/** Whether what somebody typed is an amount, and more than programs count. */
export const isBeyond = (typed: string): boolean => (unitsIn(typed) ?? 0n) > MOST;

/** Basis points as per cent. */
export function percentOf(basisPoints: number | bigint): string {
  const size = BigInt(basisPoints);
  return `${size / 100n}.${String(size % 100n).padStart(2, "0")}${GAP}%`;
}

/** Parts per million as per cent: two decimals, up to four where they say something. */
export function partOf(parts: number): string {
  const size = Math.abs(parts);
  const rest = String(size % 10_000)
    .padStart(4, "0")
    .replace(/0{1,2}$/, "");
  return `${parts < 0 ? "\u2212" : ""}${grouped(String(Math.floor(size / 10_000)))}.${rest}${GAP}%`;
}

/** A number of a chart, rounded for display. */
export const rounded = (value: number): string => {
  const text = Number(value.toPrecision(7)).toString();
  const [whole = "", rest] = text.split(".");
  return `${grouped(whole.replace("-", "\u2212"))}${rest ? `.${rest}` : ""}`;
};

/** How much `part` is of `whole`, which is none below 0, in per cent with two decimals: the next lower one, so that nothing looks better. */
export const shareOf = (part: bigint, whole: bigint): string => hundredths(whole === 0n ? 0n : floorOf(part, whole));

/** The same of a cost: the next higher one, so that none looks smaller than it is. */
export const costOf = (part: bigint, whole: bigint): string => hundredths(whole === 0n ? 0n : -floorOf(-part, whole));

/** Parts of ten thousand, floored: bigints are cut towards 0. */
function floorOf(part: bigint, whole: bigint): bigint {
  const size = part * 10_000n;
  return size / whole - (size % whole < 0n ? 1n : 0n);
}

function hundredths(value: bigint): string {
  const [sign, size] = value < 0n ? ["\u2212", -value] : ["", value];
  return `${sign}${grouped(String(size / 100n))}.${String(size % 100n).padStart(2, "0")}${GAP}%`;
}

/** What a floating point number may be off by, in parts of ten thousand: less than that is no reason to go a step further. */
const NOISE = 1e-6;

/** A rate for display that is a fraction already, such as a year's yield; floored. */
export const rateOf = (fraction: number): string => hundredths(BigInt(Math.floor(10_000 * fraction + NOISE)));

/** The same of what is taken; ceiled. */
export const takenOf = (fraction: number): string => hundredths(BigInt(Math.ceil(10_000 * fraction - NOISE)));

/** Whole numbers, grouped. */
export const whole = (count: number | bigint): string => grouped(String(count));
