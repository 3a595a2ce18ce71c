// The published IDLs as others' clients are given them, and their types.
import stewardIdl from "../../../artifacts/steward.json";
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
export const STEWARD_IDL = stewardIdl;

// What both have is the pool's.
const definitions = [...stewardIdl.types, ...idl.types] as unknown as Definition[];
const types = new Map(definitions.map((type) => [type.name, type.type]));

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

interface Named {
  name: string;
  discriminator: number[];
}

export interface Discriminated extends Named {
  kind: "account" | "event";
}

const discriminated = ({ accounts, events }: { accounts: Named[]; events: Named[] }): Discriminated[] => [
  ...accounts.map((each) => ({ kind: "account" as const, ...each })),
  ...events.map((each) => ({ kind: "event" as const, ...each })),
];

/** Every account and event of the pool's program: its name, and the bytes that it begins with. */
export const DISCRIMINATED = discriminated(idl);
/** The same of the steward. */
export const STEWARD_DISCRIMINATED = discriminated(stewardIdl);
