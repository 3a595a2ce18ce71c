// Arguments are looked at before anything is read: what is wrong with one is said by its name.
import { TruestakeError } from "./TruestakeError";

/** Largest amount of anything: u64::MAX. */
const MOST = 0xffff_ffff_ffff_ffffn;

/** A value as it is told: never an error of its own. */
function told(value: unknown): string {
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "string") return `"${value.slice(0, 40)}"`;
  if (typeof value !== "object" || value === null) return String(value);
  return Array.isArray(value) ? "an array" : "an object";
}

/** The error of an argument that is not what it has to be. */
export function invalid(argument: string, value: unknown, expected: string): TruestakeError {
  const message = `${argument} has to be ${expected}, not ${told(value)} (${typeof value})`;
  return new TruestakeError("InvalidArgument", message, { args: { argument, value, expected } });
}

/** Refuses amounts that are no bigint, negative or too large, by their names. Those not given pass. */
export function checkAmounts(amounts: Readonly<Record<string, bigint | undefined>>): void {
  for (const [name, value] of Object.entries(amounts)) {
    if (value === undefined) continue;
    if (typeof value !== "bigint" || value < 0n || value > MOST)
      throw invalid(name, value, `a bigint from 0 to ${MOST}`);
  }
}

/** Refuses what must be given and is no amount. */
export function checkAmount(name: string, value: unknown): asserts value is bigint {
  if (value === undefined) throw invalid(name, value, `a bigint from 0 to ${MOST}`);
  checkAmounts({ [name]: value as bigint });
}

/** Refuses numbers that are no whole ones from 0 to `most`, by their names. Those not given pass. */
export function checkNumbers(numbers: Readonly<Record<string, number | undefined>>, most: number): void {
  for (const [name, value] of Object.entries(numbers)) {
    if (value === undefined) continue;
    if (!Number.isInteger(value) || value < 0 || value > most)
      throw invalid(name, value, `a whole number from 0 to ${most}`);
  }
}

/** Refuses what must be given and is no address. */
export function checkAddress(name: string, value: { toBytes(): Uint8Array } | undefined): void {
  if (value === undefined) throw invalid(name, value, "a PublicKey");
  checkAddresses({ [name]: value });
}

/** Refuses what is no list of addresses, if it is given. */
export function checkList(name: string, values: readonly { toBytes(): Uint8Array }[] | undefined): void {
  if (values === undefined) return;
  if (!Array.isArray(values)) throw invalid(name, values, "an array of PublicKeys");
  for (const [place, value] of values.entries()) checkAddress(`${name}[${place}]`, value);
}

/** Refuses what is no address, by its name. Those not given pass. */
export function checkAddresses(addresses: Readonly<Record<string, { toBytes(): Uint8Array } | undefined>>): void {
  for (const [name, value] of Object.entries(addresses)) {
    if (value === undefined) continue;
    if (value?.toBytes?.()?.length !== 32) throw invalid(name, value, "a PublicKey");
  }
}
