// Values of any client as plain ones, field by field as the IDL has them, so that they can be compared.
import { camelCase, fieldsOf, isReserved, type Type, variantsOf } from "./idl";

export type Plain = null | boolean | string | Plain[] | { [field: string]: Plain };

/** A struct as a client decoded it. Throws where a field is missing. */
export function plainStruct(name: string, value: unknown): Plain {
  const given = value as Record<string, unknown>;
  const fields = fieldsOf(name).filter((field) => !isReserved(field));
  return Object.fromEntries(
    fields.map((field) => {
      const own = camelCase(field.name);
      // The SDK leaves out an option that is empty.
      if (!(own in given) && !isOption(field.type)) throw new Error(`${name}.${own} is missing`);
      return [own, plain(field.type, given[own])];
    }),
  );
}

function isOption(type: Type): boolean {
  return typeof type === "object" && "option" in type;
}

function plain(type: Type, value: unknown): Plain {
  if (typeof type === "string") {
    if (type === "bool") {
      if (typeof value !== "boolean") throw new Error(`${value} is no boolean`);
      return value;
    }
    if (type === "string") return String(value);
    if (type === "pubkey") return address(value);
    // number, bigint and BN
    return BigInt(String(value)).toString();
  }
  if ("option" in type) {
    const given = some(value);
    return given === undefined || given === null ? null : plain(type.option, given);
  }
  if ("vec" in type || "array" in type) {
    const element = "vec" in type ? type.vec : type.array[0];
    return Array.from(value as Iterable<unknown>, (each) => plain(element, each));
  }
  const { name } = type.defined;
  const variants = variantsOf(name);
  return variants ? variant(variants, value) : plainStruct(name, value);
}

/** A PublicKey of web3.js, or an address as text. */
function address(value: unknown): string {
  return typeof value === "string" ? value : (value as { toBase58(): string }).toBase58();
}

/** What an option holds: kit has an object of its own, the others the value itself. */
function some(value: unknown): unknown {
  const option = value as { __option?: "Some" | "None"; value?: unknown } | null | undefined;
  if (option?.__option === undefined) return value;
  return option.__option === "Some" ? option.value : undefined;
}

/** The SDK names a variant, Python as the program does; Anchor has an object with its name, kit its number. */
function variant(variants: string[], value: unknown): string {
  const own = typeof value === "number" ? variants[value] : typeof value === "string" ? value : nameOf(value);
  const name = own?.replace(/^./, (first) => first.toLowerCase());
  if (name === undefined || !variants.includes(name)) throw new Error(`${String(name)} is none of ${variants}`);
  return name;
}

const nameOf = (value: unknown): string | undefined => Object.keys(value as object)[0];
