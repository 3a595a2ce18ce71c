// One program with all mutants in it: each is switched on by a number in the built file.
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { cacheFolder, root } from "../../toolchain/lib/paths";
import { run } from "../../toolchain/lib/process";
import { accountGuards, accountsStructs, roles } from "./accounts";
import { guards } from "./guards";
import { roundings } from "./roundings";
import { mask } from "./scan";
import type { Edit, Mutant, Site } from "./site";

const PROGRAM = "programs/truestake";
/** The arithmetic. Its sources become the program's module `math`, so that both have one switch. */
const MATH = "crates/truestake-math";
/** Only tests use these. */
const TESTS = /^(?:vectors|random|lives\/\w+)\.rs$/;
const MARK = "truestake mutant";
const runtime = path.join(__dirname, "runtime.rs");

export interface Schemata {
  mutants: Mutant[];
  /** The built program. */
  program: Buffer;
}

/** The program's bytes with one mutant on, 0 for none; `trace` makes it tell which guards refuse. */
export function programWith(program: Buffer, number: number, trace = false): Buffer {
  const at = program.indexOf(MARK);
  if (at < 0 || program.indexOf(MARK, at + 1) >= 0)
    throw new Error("the switch of the mutants is not in the program once");
  const copy = Buffer.from(program);
  copy.writeUInt32LE(number, at + 16);
  copy.writeUInt32LE(trace ? 1 : 0, at + 20);
  return copy;
}

/** Copies the program and its arithmetic into the cache, rewrites them and builds them; about 2 minutes the first time. */
export async function buildSchemata(): Promise<Schemata> {
  const scratch = cacheFolder("mutants", "workspace");
  const { mutants, sources } = mutate();
  const files = new Map(sources);
  for (const file of ["Cargo.toml", "Cargo.lock", `${PROGRAM}/Cargo.toml`]) {
    files.set(file, fs.readFileSync(path.join(root, file), "utf8"));
  }
  // A crate with an entrypoint of its own, with the arithmetic in it, and without the other programs.
  const manifest = files.get(`${PROGRAM}/Cargo.toml`) ?? "";
  files.set(
    `${PROGRAM}/Cargo.toml`,
    manifest
      .replace("default = []", 'default = ["no-entrypoint"]')
      .replace(/^truestake-math = .*$/m, 'borsh = { version = "1", default-features = false }'),
  );
  const workspace = (files.get("Cargo.toml") ?? "").replace('"crates/*", "programs/*"', `"${PROGRAM}"`);
  files.set("Cargo.toml", workspace.replace('unsafe_code = "deny"', 'warnings = "allow"'));
  write(scratch, files);
  await run(path.join(root, "toolchain/sbf/build-sbf.sh"), [path.join(scratch, PROGRAM)], {
    env: { ...process.env, CARGO_TARGET_DIR: cacheFolder("mutants", "target") },
  });
  dropOldTargets();
  return { mutants, program: fs.readFileSync(cacheFolder("mutants", "target", "deploy", "truestake.so")) };
}

/** The toolchain compiles into a folder for each of its own states: only the last one is used again. */
function dropOldTargets(): void {
  const age = (folder: string): number => fs.statSync(folder).mtimeMs;
  const folders = fs.readdirSync(cacheFolder("mutants")).filter((name) => name.startsWith("target-"));
  const [, ...old] = folders.map((name) => cacheFolder("mutants", name)).sort((a, b) => age(b) - age(a));
  for (const folder of old) fs.rmSync(folder, { recursive: true });
}

/** Writes what is new, so that cargo sees what has changed. */
function write(folder: string, files: Map<string, string>): void {
  const sources = path.join(folder, PROGRAM, "src");
  for (const old of fs.existsSync(sources) ? fs.readdirSync(sources, { recursive: true, encoding: "utf8" }) : []) {
    const file = path.join(PROGRAM, "src", old);
    if (old.endsWith(".rs") && !files.has(file)) fs.rmSync(path.join(folder, file));
  }
  for (const [file, content] of files) {
    const whole = path.join(folder, file);
    if (fs.existsSync(whole) && fs.readFileSync(whole, "utf8") === content) continue;
    fs.mkdirSync(path.dirname(whole), { recursive: true });
    fs.writeFileSync(whole, content);
  }
}

/** All mutants, and the program's sources with them, the arithmetic's among them. */
export function mutate(): { mutants: Mutant[]; sources: Map<string, string> } {
  const mutants: Mutant[] = [];
  const sources = new Map<string, string>();
  const table: string[] = [];
  const add = (file: string, source: string, rewrite: (text: string) => string): void => {
    const masked = mask(source);
    const sites = sitesOf(source, masked);
    const first = mutants.length + 1;
    mutants.push(...describe(file, source, sites, first));
    const result = rewrite(applied(source, sites, first));
    sources.set(`${PROGRAM}/src/${file === "math/lib.rs" ? "math/mod.rs" : file}`, result);
    table.push(...rolesOf(file, source, masked, mutants));
  };
  for (const [file, source] of rustIn(path.join(root, PROGRAM, "src"))) add(file, source, inProgram);
  for (const [file, source] of rustIn(path.join(root, MATH, "src"))) {
    if (!TESTS.test(file)) add(`math/${file}`, source, inMath);
  }
  sources.set(
    `${PROGRAM}/src/mutant.rs`,
    `${fs.readFileSync(runtime, "utf8")}\nstatic ROLES: &[Role] = &[${table.join(", ")}];\n`,
  );
  const lib = sources.get(`${PROGRAM}/src/lib.rs`) ?? "";
  sources.set(`${PROGRAM}/src/lib.rs`, lib.replace("pub mod state;", "pub mod math;\npub mod mutant;\npub mod state;"));
  return { mutants, sources };
}

/** The files of a crate by name, in order. */
function rustIn(src: string): [name: string, source: string][] {
  const names = fs.readdirSync(src, { recursive: true, encoding: "utf8" });
  const sorted = names.filter((name) => name.endsWith(".rs")).sort();
  return sorted.map((name) => [name, fs.readFileSync(path.join(src, name), "utf8")]);
}

const inProgram = (text: string): string => text.replace(/\btruestake_math\b/g, "crate::math");

/** What was the root of a crate is a module: its own paths lead there, those of mutants to the program's root. */
const inMath = (text: string): string =>
  text
    .replace(/\bcrate::(?!mutant\b)/g, "crate::math::")
    .replace(/\bfeature = "borsh"/g, "all()")
    .replace(/#\[cfg\(test\)\]\nmod \w+;\n/g, "");

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

function groupOf(file: string): string {
  return (/^instructions\/\w+\/(\w+)\.rs$/.exec(file)?.[1] ?? file.replace(/\.rs$/, "")) as string;
}

function applied(source: string, sites: Site[], first: number): string {
  const edits: Edit[] = sites.flatMap((site, index) => site.edits(first + index));
  if (edits.some(({ text }) => text.includes(".div_ceil") || text === "_or")) {
    const imports = /\b(?:div_ceil|checked_div)\(/.test(source)
      ? "#[allow(unused_imports)]\nuse crate::mutant::Rounding as _;\n"
      : "";
    const firstUse = /^use /m.exec(source)?.index ?? 0;
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
function rolesOf(file: string, source: string, masked: string, mutants: Mutant[]): string[] {
  const digest = createHash("sha256")
    .update(`global:${groupOf(file)}`)
    .digest();
  return accountsStructs(source, masked).flatMap((struct) =>
    roles(struct).map(({ name, kind, place, program }) => {
      const owner = `${struct.name}.${name}`;
      const mutant = mutants.find((each) => each.file === file && each.kind === kind && each.owner === owner);
      const fields = [
        `discriminator: [${[...digest.subarray(0, 8)]}]`,
        `place: ${place}`,
        `number: ${mutant?.number}`,
        `program: ${program ? `Some(${program})` : "None"}`,
      ];
      return `Role { ${fields.join(", ")} }`;
    }),
  );
}
