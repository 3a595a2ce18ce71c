import { PublicKey } from "@solana/web3.js";
import { base58 } from "../inProcess/base58";
import { invalidParams } from "./errors";

export const COMMITMENTS = ["processed", "confirmed", "finalized"] as const;
export type Commitment = (typeof COMMITMENTS)[number];

const MOST_U64 = (1n << 64n) - 1n;

/** The parameters of a request, read by place. */
export class Params {
  constructor(private readonly values: readonly unknown[]) {}

  static of(params: unknown): Params {
    if (params === undefined || params === null) return new Params([]);
    if (!Array.isArray(params)) throw invalidParams("`params` should be an array");
    return new Params(params);
  }

  at(place: number): unknown {
    return this.values[place] ?? undefined;
  }

  text(place: number): string {
    return text(this.at(place), `parameter ${place}`);
  }

  address(place: number): PublicKey {
    return address(this.at(place));
  }

  addresses(place: number): PublicKey[] {
    return list(this.at(place), `parameter ${place}`).map(address);
  }

  signatures(place: number): string[] {
    return list(this.at(place), `parameter ${place}`).map(signature);
  }

  u64(place: number): bigint {
    return u64(this.at(place), `parameter ${place}`);
  }

  has(place: number): boolean {
    return this.at(place) !== undefined;
  }

  /** The settings at a place; none if nothing is there. */
  config(place: number): Config {
    return new Config(this.at(place) ?? {});
  }

  /** The settings at a place where older clients have an encoding or a commitment alone. */
  configOr(place: number, name: string): Config {
    const value = this.at(place);
    return new Config(typeof value === "string" ? { [name]: value } : (value ?? {}));
  }
}

/** Named settings of a request. */
export class Config {
  private readonly values: Record<string, unknown>;

  constructor(values: unknown) {
    if (typeof values !== "object" || values === null || Array.isArray(values)) {
      throw invalidParams(`Invalid params: invalid type: ${kindOf(values)}, expected an object of settings.`);
    }
    this.values = values as Record<string, unknown>;
  }

  /** Refuses other names: a misspelt one would pass for one that was left out, and something else be done than was asked. */
  only(...names: readonly string[]): this {
    const other = Object.keys(this.values).find((name) => !names.includes(name));
    if (other === undefined) return this;
    throw invalidParams(`${other} is not known: there are ${names.join(", ")}`);
  }

  at(name: string): unknown {
    return this.values[name] ?? undefined;
  }

  has(name: string): boolean {
    return this.at(name) !== undefined;
  }

  text(name: string): string | undefined {
    return this.has(name) ? text(this.at(name), name) : undefined;
  }

  /** One of a few words. */
  word<T extends string>(name: string, words: readonly T[]): T | undefined {
    const given = this.text(name);
    const word = words.find((each) => each === given);
    if (given === undefined || word) return word;
    const known = words.map((each) => `\`${each}\``).join(", ");
    throw invalidParams(`Invalid params: unknown variant \`${given}\`, expected one of ${known}.`);
  }

  flag(name: string): boolean | undefined {
    const value = this.at(name);
    if (value === undefined || typeof value === "boolean") return value;
    throw invalidParams(`Invalid params: invalid type: ${kindOf(value)}, expected a boolean (${name}).`);
  }

  u64(name: string): bigint | undefined {
    return this.has(name) ? u64(this.at(name), name) : undefined;
  }

  address(name: string): PublicKey | undefined {
    return this.has(name) ? address(this.at(name)) : undefined;
  }

  signature(name: string): string | undefined {
    return this.has(name) ? signature(this.at(name)) : undefined;
  }

  list(name: string): unknown[] | undefined {
    return this.has(name) ? list(this.at(name), name) : undefined;
  }

  config(name: string): Config | undefined {
    return this.has(name) ? new Config(this.at(name)) : undefined;
  }

  /** Finalized if not said otherwise, as on every node. */
  get commitment(): Commitment {
    return this.commitmentOr("finalized");
  }

  commitmentOr(usual: Commitment): Commitment {
    return this.word("commitment", COMMITMENTS) ?? usual;
  }

  get minContextSlot(): bigint | undefined {
    return this.u64("minContextSlot");
  }
}

/** What has to be there: a missing offset is not 0. */
export function needed<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw invalidParams(`Invalid params: missing field \`${name}\`.`);
  return value;
}

export function text(value: unknown, name: string): string {
  if (typeof value === "string") return value;
  throw invalidParams(`Invalid params: invalid type: ${kindOf(value)}, expected a string (${name}).`);
}

export function list(value: unknown, name: string): unknown[] {
  if (Array.isArray(value)) return value;
  throw invalidParams(`Invalid params: invalid type: ${kindOf(value)}, expected a sequence (${name}).`);
}

/** A whole number of 64 bits. Own methods also take a string of digits, for clients without bigints. */
export function u64(value: unknown, name: string): bigint {
  if (typeof value === "bigint" && value >= 0n && value <= MOST_U64) return value;
  if (typeof value === "string" && /^\d{1,20}$/.test(value) && BigInt(value) <= MOST_U64) return BigInt(value);
  const shown = typeof value === "bigint" || typeof value === "number" ? ` \`${value}\`` : "";
  throw invalidParams(`Invalid params: invalid value: ${kindOf(value)}${shown}, expected u64 (${name}).`);
}

export function address(value: unknown): PublicKey {
  const bytes = decoded(text(value, "address"));
  if (bytes.length !== 32) throw invalidParams("Invalid param: WrongSize");
  return new PublicKey(bytes);
}

export function signature(value: unknown): string {
  const given = text(value, "signature");
  if (decoded(given).length !== 64) throw invalidParams("Invalid param: WrongSize");
  return given;
}

export function decoded(given: string): Buffer {
  try {
    return base58(given);
  } catch {
    throw invalidParams("Invalid param: Invalid");
  }
}

function kindOf(value: unknown): string {
  if (value === undefined || value === null) return "null";
  if (Array.isArray(value)) return "sequence";
  if (typeof value === "bigint") return "integer";
  if (typeof value === "number") return "floating point";
  return typeof value === "object" ? "map" : typeof value;
}
