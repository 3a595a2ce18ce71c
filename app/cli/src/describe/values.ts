// The values of a TOML file: exact ones, or an error that names the place.
import { PublicKey } from "@solana/web3.js";
import { amountOf } from "../options/values";
import type { UsageError } from "../output/exit";
import { sol } from "../output/words";
import type { Table, TomlFile } from "./toml";

const shown = (value: unknown): string =>
  value === undefined ? "not given" : typeof value === "string" ? JSON.stringify(value) : String(value);

/** Reads values; `path` is where each stands, such as `fees.reward` or `validators[2].vote`. */
export class TomlValues {
  constructor(private readonly toml: TomlFile) {}

  wrong(path: string, says: string): UsageError {
    return this.toml.wrong(path, says);
  }

  /** Refuses keys that nobody knows: one that is misspelled must not be taken for one that is left out. */
  known(table: Table, path: string, keys: readonly string[]): void {
    const unknown = Object.keys(table).find((key) => !keys.includes(key));
    if (unknown === undefined) return;
    throw this.wrong(path ? `${path}.${unknown}` : unknown, `there is no such key; there are ${keys.join(", ")}`);
  }

  table(value: unknown, path: string): Table {
    if (typeof value !== "object" || value === null || Array.isArray(value))
      throw this.wrong(path, "a table is needed");
    return value as Table;
  }

  /** An empty one where it is left out. */
  list(value: unknown, path: string): unknown[] {
    if (value === undefined) return [];
    if (!Array.isArray(value)) throw this.wrong(path, "a list is needed");
    return value;
  }

  address(value: unknown, path: string): PublicKey {
    try {
      return new PublicKey(String(value));
    } catch {
      throw this.wrong(path, `"${value}" is no address`);
    }
  }

  /** SOL as text: a number of TOML would be a floating point number. */
  amount(value: unknown, path: string): bigint {
    if (typeof value !== "string") throw this.wrong(path, `an amount is written as text, such as "1.5"`);
    try {
      return amountOf(path, value);
    } catch (error) {
      throw this.wrong(path, (error as Error).message.replace(`${path}: `, ""));
    }
  }

  /** An amount that the program would refuse where it is less. */
  amountOver(value: unknown, path: string, least: bigint): bigint {
    const lamports = this.amount(value, path);
    if (lamports < least) throw this.wrong(path, `at least ${sol(least)} are needed, and this is ${sol(lamports)}`);
    return lamports;
  }

  whole(value: unknown, path: string, { least = 0, most }: { least?: number; most: number }): number {
    const isWhole = typeof value === "number" && Number.isInteger(value) && value >= least && value <= most;
    if (!isWhole)
      throw this.wrong(path, `a whole number from ${least} to ${most} is needed, and this is ${shown(value)}`);
    return value;
  }

  flag(value: unknown, path: string): boolean {
    if (typeof value !== "boolean") throw this.wrong(path, "true or false is needed");
    return value;
  }
}
