// How the program's types lie in bytes.
import type { Types } from "../idl/types";
import { Cursor, codecOfType, type StructCodec } from "./codec";

/** Name of a type of the program, in camelCase. */
export type TypeName = keyof Types;

/** A type of the program as TypeScript sees it. */
export type Decoded<N extends TypeName> = Types[N];

/** Names of the fields of a struct of the program. */
export type FieldName<N extends TypeName> = keyof Types[N] & string;

function struct(name: TypeName): StructCodec {
  const codec = codecOfType(name);
  if (!("offsets" in codec)) throw new Error(`${name} is no struct`);
  return codec as StructCodec;
}

/** Reads a value of the type at `offset`. RangeError when the data ends too early. */
export function decode<N extends TypeName>(name: N, data: Uint8Array, offset = 0): Decoded<N> {
  return codecOfType(name).read(new Cursor(data, offset)) as Decoded<N>;
}

/** The bytes of a value of the type. `InvalidArgument` for what it cannot hold. */
export function encode<N extends TypeName>(name: N, value: Decoded<N>): Uint8Array {
  const out: number[] = [];
  codecOfType(name).write(value, out, "");
  return Uint8Array.from(out);
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
): Types[N][F] {
  const codec = struct(name).fields.get(field);
  if (!codec) throw new Error(`${name} has no field ${field}`);
  return codec.read(new Cursor(data, offset + offsetOf(name, field))) as Types[N][F];
}
