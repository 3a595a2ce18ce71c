// Reads and writes the program's values by the descriptions in idl/: nothing here knows a field by name. Zero-copy accounts
// have no padding (the program's types are Pod), so one packed coder serves accounts, arguments, events and return data.
import { PublicKey } from "@solana/web3.js";
import { invalid } from "../errors/arguments";
import { TYPES } from "../idl/types";
import { viewOf } from "./bytes";

/** A place in bytes. */
export class Cursor {
  readonly view: DataView;

  constructor(
    readonly data: Uint8Array,
    public at: number,
  ) {
    this.view = viewOf(data);
  }

  /** Steps over so many bytes, and says where they begin. RangeError when there are fewer. */
  take(bytes: number): number {
    const { at } = this;
    if (at + bytes > this.data.length) throw new RangeError(`${bytes} bytes wanted at ${at} of ${this.data.length}`);
    this.at += bytes;
    return at;
  }
}

/** What is read; undefined where the bytes end too early. */
export function unlessShort<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Reads and writes values of one type. */
export interface Codec {
  /** Bytes of a value; undefined when that depends on the value. */
  size: number | undefined;
  read(cursor: Cursor): unknown;
  /** Appends the value's bytes. `name` is what it is called in the error that says what is wrong with it. */
  write(value: unknown, out: number[], name: string): void;
}

/** A codec of named fields, in their order. */
export interface StructCodec extends Codec {
  fields: ReadonlyMap<string, Codec>;
  /** Where each begins, up to the first whose size is not fixed. */
  offsets: ReadonlyMap<string, number>;
}

function small(bits: 8 | 16 | 32): Codec {
  const most = 2 ** bits - 1;
  return {
    size: bits / 8,
    // A single byte has no order to be told.
    read: (cursor) => cursor.view[`getUint${bits}` as "getUint32"](cursor.take(bits / 8), true),
    write: (value, out, name) => {
      if (!Number.isInteger(value) || (value as number) < 0 || (value as number) > most) {
        throw invalid(name, value, `a whole number from 0 to ${most}`);
      }
      for (let shift = 0; shift < bits; shift += 8) out.push(((value as number) >>> shift) & 255);
    },
  };
}

function large(least: bigint): Codec {
  const most = least + (1n << 64n) - 1n;
  return {
    size: 8,
    read: (cursor) => cursor.view[least < 0n ? "getBigInt64" : "getBigUint64"](cursor.take(8), true),
    write: (value, out, name) => {
      if (typeof value !== "bigint" || value < least || value > most) {
        throw invalid(name, value, `a bigint from ${least} to ${most}`);
      }
      for (let shift = 0n; shift < 64n; shift += 8n) out.push(Number((value >> shift) & 255n));
    },
  };
}

const u8 = /* @__PURE__ */ small(8);
const u32 = /* @__PURE__ */ small(32);

const bool: Codec = {
  size: 1,
  read: (cursor) => u8.read(cursor) !== 0,
  write: (value, out, name) => {
    if (typeof value !== "boolean") throw invalid(name, value, "true or false");
    out.push(Number(value));
  },
};

const pubkey: Codec = {
  size: 32,
  read: (cursor) => {
    const at = cursor.take(32);
    return new PublicKey(cursor.data.subarray(at, at + 32));
  },
  write: (value, out, name) => {
    // Not by its class: there may be two copies of web3.js.
    const bytes = (value as PublicKey | undefined)?.toBytes?.();
    if (bytes?.length !== 32) throw invalid(name, value, "a PublicKey");
    out.push(...bytes);
  },
};

const string: Codec = {
  size: undefined,
  read: (cursor) => {
    const bytes = u32.read(cursor) as number;
    const at = cursor.take(bytes);
    return new TextDecoder().decode(cursor.data.subarray(at, at + bytes));
  },
  write: (value, out, name) => {
    if (typeof value !== "string") throw invalid(name, value, "a string");
    const bytes = new TextEncoder().encode(value);
    u32.write(bytes.length, out, name);
    out.push(...bytes);
  },
};

const primitives: { readonly [name: string]: Codec | undefined } = {
  ...{ u8, u16: /* @__PURE__ */ small(16), u32 },
  ...{ u64: /* @__PURE__ */ large(0n), i64: /* @__PURE__ */ large(-(1n << 63n)) },
  ...{ bool, pubkey, string },
};

function option(element: Codec): Codec {
  return {
    size: undefined,
    read: (cursor) => (bool.read(cursor) ? element.read(cursor) : undefined),
    write: (value, out, name) => {
      const isGiven = value !== undefined && value !== null;
      bool.write(isGiven, out, name);
      if (isGiven) element.write(value, out, name);
    },
  };
}

/** So many of the same, or with their number before them. */
function list(element: Codec, length: number | undefined): Codec {
  return {
    size: element.size === undefined || length === undefined ? undefined : element.size * length,
    read: (cursor) => {
      const count = length ?? (u32.read(cursor) as number);
      // Of what cannot be there nothing is made.
      if (count * (element.size ?? 0) > cursor.data.length) throw new RangeError(`${count} elements`);
      return Array.from({ length: count }, () => element.read(cursor));
    },
    write: (value, out, name) => {
      if (!Array.isArray(value) || (length !== undefined && value.length !== length)) {
        throw invalid(name, value, length === undefined ? "an array" : `an array of ${length}`);
      }
      if (length === undefined) u32.write(value.length, out, name);
      for (const [index, each] of value.entries()) element.write(each, out, `${name}[${index}]`);
    },
  };
}

/** One of several names, as one byte. */
function choice(names: string[]): Codec {
  return {
    size: 1,
    read: (cursor) => {
      const name = names[u8.read(cursor) as number];
      if (name === undefined) throw new RangeError(`none of ${names.join(", ")}`);
      return name;
    },
    write: (value, out, name) => {
      const index = names.indexOf(value as string);
      if (index < 0) throw invalid(name, value, `one of ${names.join(", ")}`);
      out.push(index);
    },
  };
}

/** What the program keeps for later: left out when read, zero when written. */
const isReserved = (name: string): boolean => name.startsWith("_");

/** The types of a program as idl/ describes them, by name. */
export type Descriptions = { readonly [name: string]: string | undefined };

/** Those that were asked for, of each program. */
const known = /* @__PURE__ */ new WeakMap<Descriptions, Map<string, Codec>>();

/** The codec of fields described as in idl/: `name:type`, in order; of this SDK's program unless `types` are another's. */
export function structOf(description: string, types: Descriptions = TYPES): StructCodec {
  const fields = new Map<string, Codec>();
  const offsets = new Map<string, number>();
  let size: number | undefined = 0;
  for (const field of description.split(" ").filter(Boolean)) {
    const [name = "", type = ""] = field.split(":");
    const codec = codecOfType(type, types);
    fields.set(name, codec);
    if (size !== undefined) offsets.set(name, size);
    size = size === undefined || codec.size === undefined ? undefined : size + codec.size;
  }
  return {
    ...{ size, fields, offsets },
    read: (cursor) => {
      const value: Record<string, unknown> = {};
      for (const [name, codec] of fields) {
        if (isReserved(name)) cursor.take(codec.size ?? 0);
        else value[name] = codec.read(cursor);
      }
      return value;
    },
    write: (value, out, name) => {
      if (typeof value !== "object" || value === null) throw invalid(name || "arguments", value, "an object");
      for (const [field, codec] of fields) {
        if (isReserved(field)) for (let left = codec.size ?? 0; left > 0; left--) out.push(0);
        else codec.write((value as Record<string, unknown>)[field], out, name ? `${name}.${field}` : field);
      }
    },
  };
}

/** The codec of a type of the program. */
export function codecOfType(type: string, types: Descriptions = TYPES): Codec {
  if (type.endsWith("?")) return option(codecOfType(type.slice(0, -1), types));
  const [, element, length] = /^(.*)\[(\d*)\]$/.exec(type) ?? [];
  if (element !== undefined) return list(codecOfType(element, types), length ? Number(length) : undefined);
  const codecs = known.get(types) ?? new Map<string, Codec>();
  known.set(types, codecs);
  const found = primitives[type] ?? codecs.get(type);
  if (found) return found;
  const description = types[type];
  if (description === undefined) throw new Error(`the program has no type ${type}`);
  const codec = description.startsWith("=") ? choice(description.slice(1).split(" ")) : structOf(description, types);
  codecs.set(type, codec);
  return codec;
}
