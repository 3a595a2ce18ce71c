// How the program's types lie in bytes, read from the IDL: nothing here knows a field by name.
// Zero-copy accounts have no padding (the program's types are Pod), so one packed codec serves accounts, arguments and
// events alike. 64-bit numbers are bigint, addresses are PublicKey, reserved fields are left out.
import { PublicKey } from "@solana/web3.js";
import type { Truestake } from "./idl/truestake";
import idl from "./idl/truestake.json";

type TypeDef = Truestake["types"][number];

/** Name of a type of the program, in camelCase. */
export type TypeName = TypeDef["name"];

type Primitive = {
  u8: number;
  u16: number;
  u32: number;
  u64: bigint;
  i64: bigint;
  bool: boolean;
  pubkey: PublicKey;
  string: string;
};

type Value<T> = T extends keyof Primitive
  ? Primitive[T]
  : T extends { vec: infer E }
    ? Value<E>[]
    : T extends { array: [infer E, number] }
      ? Value<E>[]
      : T extends { option: infer E }
        ? Value<E> | undefined
        : T extends { defined: { name: infer N extends TypeName } }
          ? Decoded<N>
          : never;

type Field = { name: string; type: unknown };

type FieldsOf<N extends TypeName> = Extract<TypeDef, { name: N }>["type"] extends { fields: infer F extends Field[] }
  ? F[number]
  : never;

/** Names of the fields of a struct of the program. */
export type FieldName<N extends TypeName> = FieldsOf<N>["name"];

/** Values of named fields: of a struct, or the arguments of an instruction. */
export type Values<F extends Field> = {
  [E in F as E["name"] extends `reserved${string}` ? never : E["name"]]: Value<E["type"]>;
};

/** A type of the program as TypeScript sees it; a choice is the name of its variant, in camelCase. */
export type Decoded<N extends TypeName> = Extract<TypeDef, { name: N }>["type"] extends {
  variants: infer V extends { name: string }[];
}
  ? V[number]["name"]
  : Values<FieldsOf<N>>;

type IdlType =
  | keyof Primitive
  | { vec: IdlType }
  | { option: IdlType }
  | { array: [IdlType, number] }
  | { defined: { name: string } };

/** Reads and writes values of one type. */
export interface Codec {
  /** Bytes of a value; undefined when that depends on the value. */
  size: number | undefined;
  read(cursor: Cursor): unknown;
  write(value: unknown, out: Buffer[]): void;
}

interface StructCodec extends Codec {
  offsets: Map<string, number>;
  fields: Map<string, Codec>;
}

/** A place in a buffer. */
export class Cursor {
  constructor(
    readonly data: Buffer,
    public at: number,
  ) {}

  take(bytes: number): number {
    const at = this.at;
    if (at + bytes > this.data.length) throw new RangeError(`${bytes} bytes wanted at ${at} of ${this.data.length}`);
    this.at += bytes;
    return at;
  }
}

/** `snake_case` and `PascalCase` as camelCase. */
export function camelCase(name: string): string {
  const words = name.toLowerCase() === name || name.toUpperCase() === name ? name.toLowerCase() : name;
  return words
    .replace(/_(.)/g, (_, letter: string) => letter.toUpperCase())
    .replace(/^./, (first) => first.toLowerCase());
}

/** The bytes as a Buffer, not copied. */
export function asBuffer(data: Uint8Array): Buffer {
  return Buffer.isBuffer(data) ? data : Buffer.from(data.buffer, data.byteOffset, data.byteLength);
}

function number(
  size: number,
  read: (data: Buffer, at: number) => number | bigint,
  write: (data: Buffer, value: never) => void,
): Codec {
  return {
    size,
    read: (cursor) => read(cursor.data, cursor.take(size)),
    write: (value, out) => {
      const bytes = Buffer.alloc(size);
      write(bytes, value as never);
      out.push(bytes);
    },
  };
}

const primitives: Record<keyof Primitive, Codec> = {
  u8: number(
    1,
    (data, at) => data.readUInt8(at),
    (data, value: number) => data.writeUInt8(value),
  ),
  u16: number(
    2,
    (data, at) => data.readUInt16LE(at),
    (data, value: number) => data.writeUInt16LE(value),
  ),
  u32: number(
    4,
    (data, at) => data.readUInt32LE(at),
    (data, value: number) => data.writeUInt32LE(value),
  ),
  u64: number(
    8,
    (data, at) => data.readBigUInt64LE(at),
    (data, value: bigint) => data.writeBigUInt64LE(value),
  ),
  i64: number(
    8,
    (data, at) => data.readBigInt64LE(at),
    (data, value: bigint) => data.writeBigInt64LE(value),
  ),
  bool: {
    size: 1,
    read: (cursor) => cursor.data.readUInt8(cursor.take(1)) !== 0,
    write: (value, out) => out.push(Buffer.from([value ? 1 : 0])),
  },
  pubkey: {
    size: 32,
    read: (cursor) => {
      const at = cursor.take(32);
      return new PublicKey(cursor.data.subarray(at, at + 32));
    },
    write: (value, out) => out.push((value as PublicKey).toBuffer()),
  },
  string: {
    size: undefined,
    read: (cursor) => {
      const bytes = cursor.data.readUInt32LE(cursor.take(4));
      const at = cursor.take(bytes);
      return cursor.data.toString("utf8", at, at + bytes);
    },
    write: (value, out) => {
      const bytes = Buffer.from(value as string, "utf8");
      primitives.u32.write(bytes.length, out);
      out.push(bytes);
    },
  },
};

const structs = new Map<string, StructCodec>();

function codecOf(type: IdlType): Codec {
  if (typeof type === "string") return primitives[type];
  if ("defined" in type) return definedCodec(camelCase(type.defined.name));
  if ("vec" in type) return vector(codecOf(type.vec));
  if ("option" in type) return option(codecOf(type.option));
  const [element, length] = type.array;
  return array(codecOf(element), length);
}

function vector(element: Codec): Codec {
  return {
    size: undefined,
    read: (cursor) => Array.from({ length: cursor.data.readUInt32LE(cursor.take(4)) }, () => element.read(cursor)),
    write: (value, out) => {
      const elements = value as unknown[];
      primitives.u32.write(elements.length, out);
      for (const each of elements) element.write(each, out);
    },
  };
}

function option(element: Codec): Codec {
  return {
    size: undefined,
    read: (cursor) => (primitives.bool.read(cursor) ? element.read(cursor) : undefined),
    write: (value, out) => {
      primitives.bool.write(value !== undefined, out);
      if (value !== undefined) element.write(value, out);
    },
  };
}

/** One of several names, as one byte. */
function choice(names: string[]): Codec {
  return {
    size: 1,
    read: (cursor) => {
      const name = names[primitives.u8.read(cursor) as number];
      if (name === undefined) throw new RangeError(`none of ${names.join(", ")}`);
      return name;
    },
    write: (value, out) => {
      const index = names.indexOf(value as string);
      if (index < 0) throw new RangeError(`${value} is none of ${names.join(", ")}`);
      primitives.u8.write(index, out);
    },
  };
}

function array(element: Codec, length: number): Codec {
  return {
    size: element.size === undefined ? undefined : element.size * length,
    read: (cursor) => Array.from({ length }, () => element.read(cursor)),
    write: (value, out) => {
      for (let index = 0; index < length; index++) element.write((value as unknown[])[index], out);
    },
  };
}

function definedCodec(name: string): Codec {
  const known = structs.get(name);
  if (known) return known;
  const definition = idl.types.find((type) => camelCase(type.name) === name);
  if (!definition) throw new Error(`the program has no type ${name}`);
  const type = definition.type as unknown as
    | { variants: { name: string }[] }
    | { fields: { name: string; type: IdlType }[] };
  if ("variants" in type) return choice(type.variants.map((variant) => camelCase(variant.name)));
  const codec = structCodec(type.fields);
  structs.set(name, codec);
  return codec;
}

/** How the program names bytes that it keeps for later. In camelCase, which the types are in, the underscore is lost. */
const RESERVED = "_reserved";

/** A codec of named fields, in their order. Reserved fields are skipped when read and zero when written. */
export function structCodec(definitions: { name: string; type: unknown }[]): StructCodec {
  const reserved = new Set(
    definitions.filter(({ name }) => name.startsWith(RESERVED)).map(({ name }) => camelCase(name)),
  );
  const fields = new Map(definitions.map((field) => [camelCase(field.name), codecOf(field.type as IdlType)]));
  const offsets = new Map<string, number>();
  let size: number | undefined = 0;
  for (const [name, codec] of fields) {
    if (size !== undefined) offsets.set(name, size);
    size = size === undefined || codec.size === undefined ? undefined : size + codec.size;
  }
  return {
    size,
    offsets,
    fields,
    read: (cursor) => {
      const value: Record<string, unknown> = {};
      for (const [name, codec] of fields) {
        if (reserved.has(name) && codec.size !== undefined) cursor.take(codec.size);
        else value[name] = codec.read(cursor);
      }
      return value;
    },
    write: (value, out) => {
      for (const [name, codec] of fields) {
        if (reserved.has(name) && codec.size !== undefined) out.push(Buffer.alloc(codec.size));
        else codec.write((value as Record<string, unknown>)[name], out);
      }
    },
  };
}

function struct(name: TypeName): StructCodec {
  const codec = definedCodec(name);
  if (!("offsets" in codec)) throw new Error(`${name} is no struct`);
  return codec as StructCodec;
}

/** Reads a value of the type at `offset`. RangeError when the data ends too early. */
export function decode<N extends TypeName>(name: N, data: Uint8Array, offset = 0): Decoded<N> {
  return definedCodec(name).read(new Cursor(asBuffer(data), offset)) as Decoded<N>;
}

/** The bytes of a value of the type. */
export function encode<N extends TypeName>(name: N, value: Decoded<N>): Buffer {
  const out: Buffer[] = [];
  definedCodec(name).write(value, out);
  return Buffer.concat(out);
}

/** Bytes of a struct of fixed size, without an account's discriminator. */
export function sizeOf(name: TypeName): number {
  const { size } = struct(name);
  if (size === undefined) throw new Error(`${name} has no fixed size`);
  return size;
}

/** Where a field begins in its struct, without an account's discriminator. */
export function offsetOf<N extends TypeName>(name: N, field: FieldName<N>): number {
  const offset = struct(name).offsets.get(field);
  if (offset === undefined) throw new Error(`${name}.${field} has no fixed offset`);
  return offset;
}

/** Reads one field of a struct that begins at `offset`, and nothing else. */
export function readField<N extends TypeName, F extends FieldName<N>>(
  name: N,
  field: F,
  data: Uint8Array,
  offset = 0,
): Value<Extract<FieldsOf<N>, { name: F }>["type"]> {
  const codec = struct(name).fields.get(field);
  if (!codec) throw new Error(`${name} has no field ${field}`);
  return codec.read(new Cursor(asBuffer(data), offset + offsetOf(name, field))) as never;
}
