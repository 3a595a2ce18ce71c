// A program's mutants, and its sources with all of them in it.
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { root } from "../../toolchain/lib/paths";
import { accountGuards, accountsStructs, roles } from "./accounts";
import { guards } from "./guards";
import { roundings } from "./roundings";
import { mask } from "./scan";
import type { Edit, Mutant, Site } from "./site";
import type { Arithmetic, Target } from "./targets";

const runtime = path.join(__dirname, "runtime.rs");

export interface Mutated {
  mutants: Mutant[];
  /** By their place below the program's src; the arithmetic's are in `math`. */
  sources: Map<string, string>;
}

export function mutate({ name, arithmetic }: Target): Mutated {
  const mutants: Mutant[] = [];
  const sources = new Map<string, string>();
  const table: string[] = [];
  const program = rustIn(path.join(root, "programs", name, "src"));
  const handlers = handlersIn(program);
  const crate = new RegExp(`\\b${arithmetic.crate.replaceAll("-", "_")}\\b`, "g");
  const inProgram = (text: string): string => text.replace(crate, "crate::math");
  const add = (file: string, source: string, rewrite: (text: string) => string): void => {
    const masked = mask(source);
    const sites = sitesOf(source, masked);
    const first = mutants.length + 1;
    mutants.push(...describe(file, source, sites, first));
    sources.set(file === "math/lib.rs" ? "math/mod.rs" : file, rewrite(applied(source, sites, first)));
    table.push(...rolesOf(file, source, masked, mutants, handlers));
  };
  for (const [file, source] of program) add(file, source, inProgram);
  for (const [file, source] of rustIn(path.join(root, "crates", arithmetic.crate, "src"))) {
    if (!arithmetic.tests.test(file)) add(`math/${file}`, source, (text) => inMath(text, arithmetic));
  }
  const switches = inProgram(fs.readFileSync(runtime, "utf8"));
  sources.set("mutant.rs", `${switches}\nstatic ROLES: &[Role] = &[${table.join(", ")}];\n`);
  const lib = sources.get("lib.rs") ?? "";
  sources.set("lib.rs", lib.replace("pub mod state;", "pub mod math;\npub mod mutant;\npub mod state;"));
  return { mutants, sources };
}

/** The files of a crate by name, in order. */
function rustIn(src: string): [name: string, source: string][] {
  const names = fs.readdirSync(src, { recursive: true, encoding: "utf8" });
  const sorted = names.filter((name) => name.endsWith(".rs")).sort();
  return sorted.map((name) => [name, fs.readFileSync(path.join(src, name), "utf8")]);
}

/** The instructions by the struct of their accounts, which some share. */
function handlersIn(program: [name: string, source: string][]): Map<string, string[]> {
  const lib = program.find(([file]) => file === "lib.rs")?.[1] ?? "";
  const handlers = new Map<string, string[]>();
  for (const [, handler, struct] of lib.matchAll(/pub fn (\w+)[^(]*\(\s*ctx: Context<(?:'info, )?(\w+)/g)) {
    handlers.set(struct as string, [...(handlers.get(struct as string) ?? []), handler as string]);
  }
  return handlers;
}

/** What was the root of a crate is a module: its own paths lead there, those of mutants to the program's root. */
function inMath(text: string, { features }: Arithmetic): string {
  const local = text.replace(/\bcrate::(?!mutant\b)/g, "crate::math::").replace(/#\[cfg\(test\)\]\nmod \w+;\n/g, "");
  return features.reduce((whole, feature) => whole.replaceAll(`feature = "${feature}"`, "all()"), local);
}

function sitesOf(source: string, masked: string): Site[] {
  const sites = [...guards(source, masked), ...accountGuards(source, masked), ...roundings(source, masked)];
  return sites.sort((a, b) => a.at - b.at);
}

function describe(file: string, source: string, sites: Site[], first: number): Mutant[] {
  const seen = new Map<string, number>();
  return sites.map(({ kind, owner, text, at }, index) => {
    const name = `${file} ${owner}: ${text}`;
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    const line = source.slice(0, at).split("\n").length;
    const key = count > 1 ? `${name} (${count})` : name;
    return { number: first + index, kind, owner, text, file, line, group: groupOf(file), key };
  });
}

/** An instruction's file is called like it, in a folder of its role or not. */
function groupOf(file: string): string {
  return (/^instructions\/(?:\w+\/)?(\w+)\.rs$/.exec(file)?.[1] ?? file.replace(/\.rs$/, "")) as string;
}

function applied(source: string, sites: Site[], first: number): string {
  const edits: Edit[] = sites.flatMap((site, index) => site.edits(first + index));
  if (edits.some(({ text }) => text === "_or")) {
    const firstUse = /^use /m.exec(source)?.index ?? 0;
    const imports = "#[allow(unused_imports)]\nuse crate::mutant::{Part as _, Rounding as _, Worth as _};\n";
    edits.push({ start: firstUse, end: firstUse, text: imports });
  }
  let result = "";
  let from = 0;
  // Stable: what was found first lies outside what begins at the same place.
  for (const { start, end, text } of edits.sort((a, b) => a.start - b.start)) {
    if (start < from) throw new Error(`two mutants want the same text: ${source.slice(start, end)}`);
    result += source.slice(from, start) + text;
    from = end;
  }
  return result + source.slice(from);
}

/** The entries of the table of who has to sign or to be a program. */
function rolesOf(
  file: string,
  source: string,
  masked: string,
  mutants: Mutant[],
  handlers: Map<string, string[]>,
): string[] {
  return accountsStructs(source, masked).flatMap((struct) =>
    roles(struct).flatMap(({ name, kind, place, program }) => {
      const owner = `${struct.name}.${name}`;
      const mutant = mutants.find((each) => each.file === file && each.kind === kind && each.owner === owner);
      return (handlers.get(struct.name) ?? []).map((handler) => {
        const digest = createHash("sha256").update(`global:${handler}`).digest();
        const fields = [
          `discriminator: [${[...digest.subarray(0, 8)]}]`,
          `place: ${place}`,
          `number: ${mutant?.number}`,
          `program: ${program ? `Some(${program})` : "None"}`,
        ];
        return `Role { ${fields.join(", ")} }`;
      });
    }),
  );
}
