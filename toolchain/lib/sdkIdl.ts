// What the SDK knows of the program, as TypeScript made from the IDL: the coder's data in a few letters each, since every
// page that uses the SDK loads it, and the types with their docs.
interface Named {
  name: string;
  docs?: string[];
}

type Type = string | { vec: Type } | { option: Type } | { array: [Type, number] } | { defined: { name: string } };

interface Field extends Named {
  type: Type;
}

interface TypeDefinition extends Named {
  type: { kind: "struct"; fields: Field[] } | { kind: "enum"; variants: Named[] };
}

interface Account extends Named {
  writable?: boolean;
  signer?: boolean;
  optional?: boolean;
  address?: string;
}

interface Instruction extends Named {
  discriminator: number[];
  accounts: Account[];
  args: Field[];
  returns?: Type;
}

interface Discriminated extends Named {
  discriminator: number[];
}

/** The parts of an IDL that are read here. */
export interface Idl {
  address: string;
  instructions: Instruction[];
  accounts: Discriminated[];
  events: Discriminated[];
  errors: { code: number; name: string; msg: string }[];
  types: TypeDefinition[];
  constants: (Named & { type: unknown; value: string })[];
}

const RESERVED = "_reserved";

/** `snake_case` and `PascalCase` as camelCase; a leading underscore stays. */
function camelCase(name: string): string {
  return name
    .replace(/(?<=.)_(.)/g, (_, letter: string) => letter.toUpperCase())
    .replace(/^[A-Z]/, (first) => first.toLowerCase());
}

const hex = (bytes: number[]): string => Buffer.from(bytes).toString("hex");
const text = (value: string): string => JSON.stringify(value);

/** A type as the coder reads it: `u64`, `books`, `u64?`, `u16[]`, `u64[4]`. */
function code(type: Type): string {
  if (typeof type === "string") return type;
  if ("defined" in type) return camelCase(type.defined.name);
  if ("option" in type) return `${code(type.option)}?`;
  if ("vec" in type) return `${code(type.vec)}[]`;
  return `${code(type.array[0])}[${type.array[1]}]`;
}

const codes = (fields: Field[]): string => fields.map(({ name, type }) => `${camelCase(name)}:${code(type)}`).join(" ");

const PRIMITIVES: Record<string, string> = {
  ...{ u8: "number", u16: "number", u32: "number", u64: "bigint", i64: "bigint" },
  ...{ bool: "boolean", pubkey: "PublicKey", string: "string" },
};

/** A type as TypeScript has it. */
function typeScript(type: Type): string {
  if (typeof type === "string") {
    const known = PRIMITIVES[type];
    if (!known) throw new Error(`the SDK's coder does not know ${type}`);
    return known;
  }
  if ("defined" in type) return `Types["${camelCase(type.defined.name)}"]`;
  if ("option" in type) return typeScript(type.option);
  return `${typeScript("vec" in type ? type.vec : type.array[0])}[]`;
}

function docs({ docs = [] }: Named, indent: string): string {
  const lines = docs.map((line) => line.replaceAll("*/", "*\\/"));
  if (lines.length === 0) return "";
  if (lines.length === 1) return `${indent}/** ${lines[0]} */\n`;
  return `${indent}/**\n${lines.map((line) => `${indent} *${line && ` ${line}`}\n`).join("")}${indent} */\n`;
}

function fieldsOf(fields: Field[], indent: string): string {
  return fields
    .filter(({ name }) => !name.startsWith(RESERVED))
    .map((field) => {
      const optional = typeof field.type === "object" && "option" in field.type;
      const mark = optional ? "?" : "";
      const type = `${typeScript(field.type)}${optional ? " | undefined" : ""}`;
      return `${docs(field, indent)}${indent}${camelCase(field.name)}${mark}: ${type};\n`;
    })
    .join("");
}

function types({ types }: Idl): string {
  const each = types.map((definition) => {
    const name = camelCase(definition.name);
    const { type } = definition;
    if (type.kind === "enum") {
      const names = type.variants.map((variant) => camelCase(variant.name));
      return { data: `${name}: ${text(`=${names.join(" ")}`)}`, type: `  ${name}: ${names.map(text).join(" | ")};\n` };
    }
    const body = `  ${name}: {\n${fieldsOf(type.fields, "    ")}  };\n`;
    return { data: `${name}: ${text(codes(type.fields))}`, type: docs(definition, "  ") + body };
  });
  return `import type { PublicKey } from "@solana/web3.js";

/** The program's types, as the SDK has them: 64-bit numbers are bigint, a choice is the name of its variant. */
export interface Types {
${each.map(({ type }) => type).join("")}}

/** How they lie in bytes: \`name:type\` for every field, in order; the names of its variants, after \`=\`, for a choice. */
export const TYPES: { readonly [name in keyof Types]: string } = {
${each.map(({ data }) => `  ${data},\n`).join("")}};
`;
}

function instructions({ instructions }: Idl): string {
  const flags = ({ writable, signer, optional, address }: Account): string =>
    `${signer ? "s" : ""}${writable ? "w" : ""}${optional ? "?" : ""}${address ? `=${address}` : ""}`;
  const each = instructions.map((instruction) => {
    const name = camelCase(instruction.name);
    const accounts = instruction.accounts.map((account) => {
      const flag = flags(account);
      return camelCase(account.name) + (flag && `:${flag}`);
    });
    const given = instruction.accounts.filter(({ address }) => !address);
    const accountTypes = given
      .map((account) => {
        const type = account.optional ? "?: PublicKey | undefined" : ": PublicKey";
        return `${docs(account, "      ")}      ${camelCase(account.name)}${type};\n`;
      })
      .join("");
    const args = fieldsOf(instruction.args, "      ");
    return {
      data: `  ${name}: [${[hex(instruction.discriminator), accounts.join(" "), codes(instruction.args)].map(text).join(", ")}],\n`,
      type: `${docs(instruction, "  ")}  ${name}: {
    accounts: {
${accountTypes}    };
    args: ${args ? `{\n${args}    }` : "Record<string, never>"};
  };
`,
    };
  });
  return `import type { PublicKey } from "@solana/web3.js";
import type { Types } from "./types";

/** The program's instructions: the accounts that a caller names, and the arguments. */
export interface Instructions {
${each.map(({ type }) => type).join("")}}

/**
 * Of each its discriminator, its accounts and its arguments. An account is \`name:flags\`: \`s\` signs, \`w\` is written, \`?\` may be
 * left out, \`=\` is always this address.
 */
export const INSTRUCTIONS: { readonly [name in keyof Instructions]: readonly [string, string, string] } = {
${each.map(({ data }) => data).join("")}};
`;
}

function discriminators(name: string, doc: string, entries: Discriminated[]): string {
  const lines = entries.map((entry) => `  ${entry.name}: ${text(hex(entry.discriminator))},\n`);
  return `
/** ${doc} */
export const ${name} = {
${lines.join("")}} as const;
`;
}

function errors({ errors }: Idl): string {
  const [first] = errors;
  if (errors.some(({ code }, place) => code !== (first?.code ?? 0) + place)) throw new Error("error numbers have gaps");
  const lines = errors.map(({ name, msg }) => `  ${name}: ${text(msg)},\n`);
  return `
/** Number of the program's first error; the others follow it. */
export const FIRST_ERROR = ${first?.code ?? 0};

/** Names of the program's errors, in the order of their numbers. */
export const ERROR_NAMES =
  "${errors.map(({ name }) => name).join(" ")}";

/** Message of each error of the program. */
export const ERRORS = {
${lines.join("")}} as const;
`;
}

/** Constants as they are; seeds as text, which all of them are. */
function constants({ address, constants }: Idl): string {
  const lines = constants.map((constant) => {
    const value = constant.type === "bytes" ? text(Buffer.from(JSON.parse(constant.value)).toString()) : constant.value;
    const big = constant.type === "u64" || constant.type === "i64" ? "n" : "";
    return `${docs(constant, "")}export const ${constant.name} = ${value}${big};\n`;
  });
  return `
/** Address that the program is published at. */
export const ADDRESS = ${text(address)};
${lines.join("")}`;
}

/** Names of the types that a type is made of. */
function partsOf(type: Type): string[] {
  if (typeof type === "string") return [];
  if ("defined" in type) return [type.defined.name];
  return partsOf("option" in type ? type.option : "vec" in type ? type.vec : type.array[0]);
}

/** Without the types that no account, event, argument or answer is made of: those of a program that this one calls. */
export function withoutOthers(idl: Idl): Idl {
  const used = new Set<string>();
  const use = (name: string): void => {
    if (used.has(name)) return;
    used.add(name);
    const type = idl.types.find((each) => each.name === name)?.type;
    if (type?.kind === "struct") for (const field of type.fields) for (const part of partsOf(field.type)) use(part);
  };
  for (const { name } of [...idl.accounts, ...idl.events]) use(name);
  for (const { args, returns } of idl.instructions) {
    const types = [...args.map(({ type }) => type), ...(returns ? [returns] : [])];
    for (const type of types) for (const part of partsOf(type)) use(part);
  }
  return { ...idl, types: idl.types.filter(({ name }) => used.has(name)) };
}

/** The files of a program, by name: each says first which IDL it is made from. */
function filesOf(idl: Idl, name: string, others: Record<string, string> = {}): Map<string, string> {
  const files = {
    "types.ts": types(idl),
    "instructions.ts": instructions(idl),
    "accounts.ts": discriminators(
      "ACCOUNTS",
      "Discriminators of the program's accounts, in hexadecimal.",
      idl.accounts,
    ),
    "events.ts": discriminators("EVENTS", "Discriminators of the program's events, in hexadecimal.", idl.events),
    "errors.ts": errors(idl),
    "constants.ts": constants(idl),
    ...others,
  };
  const header = `// Made from ${name}.json by \`npm run generate\`; not to be edited.\n`;
  return new Map(Object.entries(files).map(([file, content]) => [file, header + content]));
}

/** The files that the SDK has of a program that calls the pool's, by name: app/sdk/src/steward/idl. */
export function callerFiles(json: string, name: string): Map<string, string> {
  return filesOf(withoutOthers(JSON.parse(json) as Idl), name);
}

/** The files of app/sdk/src/idl beside the IDL itself, by name. */
export function sdkFiles(json: string): Map<string, string> {
  const idl = `\n/** The program's published IDL. */\nexport const IDL = ${json.trim()} as const;\n`;
  return filesOf(JSON.parse(json) as Idl, "truestake", { "idl.ts": idl });
}
