// The published IDL as others' clients are given it, and its types.
import idl from "../../../artifacts/truestake.json";

export type Type =
  | string
  | { vec: Type }
  | { option: Type }
  | { array: [Type, number] }
  | { defined: { name: string } };

export interface Field {
  name: string;
  type: Type;
}

interface Definition {
  name: string;
  type: { kind: string; fields?: Field[]; variants?: { name: string }[] };
}

export const IDL = idl;

const types = new Map((idl.types as unknown as Definition[]).map((type) => [type.name, type.type]));

export function fieldsOf(name: string): Field[] {
  const fields = types.get(name)?.fields;
  if (!fields) throw new Error(`${name} is no struct of the IDL`);
  return fields;
}

/** The names of an enum's variants in camelCase; undefined for a struct. */
export function variantsOf(name: string): string[] | undefined {
  return types.get(name)?.variants?.map((variant) => variant.name.replace(/^./, (first) => first.toLowerCase()));
}

export const isReserved = ({ name }: Field): boolean => name.startsWith("_");

/** `snake_case` as camelCase. */
export const camelCase = (name: string): string => name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());

/** Every account and event: its name, and the bytes that it begins with. */
export const DISCRIMINATED: { kind: "account" | "event"; name: string; discriminator: number[] }[] = [
  ...idl.accounts.map((each) => ({ kind: "account" as const, ...each })),
  ...idl.events.map((each) => ({ kind: "event" as const, ...each })),
];
