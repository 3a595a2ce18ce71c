// How the steward's types lie in bytes: its IDL's descriptions, read by the SDK's one coder.
import { Cursor, codecOfType, type StructCodec, structOf } from "../layout/codec";
import { TYPES, type Types } from "./idl/types";

/** Name of a type of the steward, in camelCase. */
export type StewardTypeName = keyof Types;

/** A type of the steward as TypeScript sees it. */
export type StewardDecoded<N extends StewardTypeName> = Types[N];

/** Reads a value of the type at `offset`. RangeError when the data ends too early. */
export function decode<N extends StewardTypeName>(name: N, data: Uint8Array, offset = 0): StewardDecoded<N> {
  return codecOfType(name, TYPES).read(new Cursor(data, offset)) as StewardDecoded<N>;
}

/** Appends values described as in idl/: an instruction's arguments. */
export function writeFields(description: string, values: object, out: number[]): void {
  structOf(description, TYPES).write(values, out, "");
}

/** Bytes of a struct of fixed size, without an account's discriminator. */
export function sizeOf(name: StewardTypeName): number {
  const { size } = codecOfType(name, TYPES) as StructCodec;
  if (size === undefined) throw new Error(`${name} has no fixed size`);
  return size;
}
