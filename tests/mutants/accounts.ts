// Guards of accounts: constraints, signatures, programs.
import { matching, oneLine, type Span, split, trim } from "./scan";
import type { Site } from "./site";

interface Field {
  name: string;
  type: string;
  typeSpan: Span;
  /** Where it begins, after its comments. */
  start: number;
  /** The arguments of `#[account(…)]`. */
  constraints: Span[];
}

export interface AccountsStruct {
  name: string;
  fields: Field[];
}

export function accountsStructs(source: string, masked: string): AccountsStruct[] {
  return [...masked.matchAll(/#\[derive\(Accounts\)\]\s*pub struct (\w+)<[^>]*>\s*\{/g)].map((match) => {
    const open = match.index + match[0].length - 1;
    const body = { start: open + 1, end: matching(masked, open) };
    const fields = split(masked, body, ",").map((span) => fieldOf(source, masked, span));
    return { name: match[1] as string, fields: joinTypes(source, masked, fields, body) };
  });
}

/** A comma inside `<…>` separates no fields: such pieces have no name. */
function joinTypes(source: string, masked: string, pieces: (Field | Span)[], body: Span): Field[] {
  const fields: Field[] = [];
  for (const piece of pieces) {
    const last = fields.at(-1);
    if ("name" in piece) fields.push(piece);
    else if (last) last.typeSpan.end = piece.end;
    else throw new Error(`no field: ${source.slice(body.start, piece.end)}`);
  }
  for (const field of fields) field.type = oneLine(masked.slice(field.typeSpan.start, field.typeSpan.end));
  return fields;
}

function fieldOf(source: string, masked: string, span: Span): Field | Span {
  let { start } = span;
  const constraints: Span[] = [];
  while (masked[start] === "#") {
    const close = matching(masked, start + 1);
    const open = masked.indexOf("(", start);
    if (masked.startsWith("#[account(", start)) {
      constraints.push(...split(masked, { start: open + 1, end: matching(masked, open) }, ","));
    }
    start = trim(masked, { start: close + 1, end: span.end }).start;
  }
  const named = /^pub (\w+):\s*/.exec(source.slice(start, span.end));
  if (!named) return span;
  const typeSpan = { start: start + named[0].length, end: span.end };
  return { name: named[1] as string, type: "", typeSpan, start: span.start, constraints };
}

const PROGRAMS: Record<string, string> = {
  Token: "anchor_spl::token::ID",
  System: "anchor_lang::system_program::ID",
  Truestake: "crate::truestake::ID",
};

/** A field that has to sign or to be a program, and its place. */
export interface Role {
  name: string;
  kind: "signer" | "program";
  place: number;
  program?: string;
}

export function roles({ name: struct, fields }: AccountsStruct): Role[] {
  return fields.flatMap(({ name, type }, place): Role[] => {
    if (type.startsWith("Signer<")) return [{ name, kind: "signer", place }];
    const called = /^Program<'info, (\w+)>$/.exec(type)?.[1];
    if (!called) return [];
    const program = PROGRAMS[called];
    if (!program) throw new Error(`${struct}.${name}: what is the program ${called}?`);
    return [{ name, kind: "program", place, program }];
  });
}

export function accountGuards(source: string, masked: string): Site[] {
  return accountsStructs(source, masked).flatMap((struct) => [
    ...struct.fields.flatMap((field) => constraintsOf(source, masked, `${struct.name}.${field.name}`, field)),
    ...rolesOf(struct),
  ]);
}

function constraintsOf(source: string, masked: string, owner: string, field: Field): Site[] {
  const derived = derivedMark(source, owner, field);
  const others = field.constraints.flatMap((span): Site[] => {
    const text = source.slice(span.start, span.end);
    const site = (condition: string, error: string): Site => ({
      kind: "constraint",
      at: span.start,
      owner,
      text: oneLine(text),
      edits: (number) => [
        {
          ...span,
          text: `constraint = crate::mutant::on(${number}) || crate::mutant::holds(${number}, ${condition}) @ ${error}`,
        },
      ],
    });
    const [left, error] = split(masked, span, "@").map(({ start, end }) => source.slice(start, end));
    const assigned = /^(\w+)\s*=\s*([\s\S]*)$/.exec(left ?? "");
    if (!assigned) return [];
    const [, kind, value = ""] = assigned;
    if (!["constraint", "has_one", "address"].includes(kind as string)) return [];
    if (!error) throw new Error(`${owner}: a constraint without an error of its own: ${text}`);
    if (kind === "constraint") return [site(value, error)];
    if (kind === "address") return [site(`${field.name}.key() == ${value}`, error)];
    const loaded = field.type.startsWith("AccountLoader<") ? `${field.name}.load()?` : field.name;
    return [site(`${loaded}.${value} == ${value}.key()`, error)];
  });
  return [...others, ...derived];
}

/** A derived address whose bump is known: it is compared by hand, so that the comparison can be taken away. */
function derivedMark(source: string, owner: string, field: Field): Site[] {
  const find = (kind: string) =>
    field.constraints.find(({ start }) => new RegExp(`^${kind}\\s*=`).test(source.slice(start)));
  const [seeds, bump] = [find("seeds"), find("bump")];
  if (!seeds || !bump || find("payer")) return [];
  const value = ({ start, end }: Span) => source.slice(source.indexOf("=", start) + 1, end).trim();
  const list = value(seeds).replace(/\]$/, `, &[${value(bump)}]]`);
  const address = `Pubkey::create_program_address(&${list}, &crate::ID).ok()`;
  return [
    {
      kind: "constraint",
      at: seeds.start,
      owner,
      text: oneLine(source.slice(seeds.start, seeds.end)),
      edits: (number) => [
        {
          ...seeds,
          text: `constraint = crate::mutant::on(${number}) || crate::mutant::holds(${number}, Some(${field.name}.key()) == ${address}) @ ErrorCode::ConstraintSeeds`,
        },
        { ...bump, text: "constraint = true" },
      ],
    },
  ];
}

/** Signatures and programs are switched where the program begins, before Anchor sees the accounts. */
function rolesOf(struct: AccountsStruct): Site[] {
  return roles(struct).flatMap(({ name, kind }) => {
    const { start = 0, type } = struct.fields.find((field) => field.name === name) ?? {};
    return [{ kind, at: start, owner: `${struct.name}.${name}`, text: `${name}: ${type}`, edits: () => [] }];
  });
}
