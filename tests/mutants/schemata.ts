// One program with all mutants in it: each is switched on by a number in the built file.
import fs from "node:fs";
import path from "node:path";
import { cacheFolder, root } from "../../toolchain/lib/paths";
import { run, writeWhole } from "../../toolchain/lib/process";
import type { Mutated } from "./mutate";
import type { Target } from "./targets";

const MARK = "truestake mutant";

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

/** What belongs to one program. */
export const targetFolder = ({ name }: Target, ...below: string[]): string => cacheFolder("mutants", name, ...below);

/** Writes a program with its mutants into the cache and builds it, about 2 minutes the first time; returns its file. */
export async function buildSchemata(target: Target, mutated: Mutated): Promise<string> {
  const workspace = targetFolder(target, "workspace");
  write(workspace, filesOf(target, mutated));
  const { name } = target;
  await run(path.join(root, "toolchain/sbf/build-sbf.sh"), [path.join(workspace, "programs", name)], {
    env: { ...process.env, CARGO_TARGET_DIR: cacheFolder("mutants", "target") },
  });
  dropOldTargets();
  const file = targetFolder(target, `${name}.so`);
  writeWhole(file, fs.readFileSync(cacheFolder("mutants", "target", "deploy", `${name}.so`)));
  return file;
}

/** A workspace of one program with an entrypoint of its own and its arithmetic in it. */
function filesOf({ name, arithmetic, besides }: Target, { sources }: Mutated): Map<string, string> {
  const read = (file: string): string => fs.readFileSync(path.join(root, file), "utf8");
  const program = `programs/${name}`;
  const files = new Map([...sources].map(([file, source]) => [`${program}/src/${file}`, source]));
  for (const file of ["Cargo.lock", ...besides.flatMap(filesBelow)]) files.set(file, read(file));
  const manifest = read(`${program}/Cargo.toml`)
    .replace("default = []", 'default = ["no-entrypoint"]')
    .replace(new RegExp(`^${arithmetic.crate} = .*$`, "m"), arithmetic.needs);
  files.set(`${program}/Cargo.toml`, manifest);
  const workspace = read("Cargo.toml").replace('"crates/*", "programs/*"', `"${program}"`);
  files.set("Cargo.toml", workspace.replace('unsafe_code = "deny"', 'warnings = "allow"'));
  return files;
}

/** A file, or those in a folder. */
function filesBelow(name: string): string[] {
  if (fs.statSync(path.join(root, name)).isFile()) return [name];
  return fs.readdirSync(path.join(root, name)).flatMap((entry) => filesBelow(`${name}/${entry}`));
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
  const there = fs.existsSync(folder) ? fs.readdirSync(folder, { recursive: true, encoding: "utf8" }) : [];
  for (const old of there) if (old.endsWith(".rs") && !files.has(old)) fs.rmSync(path.join(folder, old));
  for (const [file, content] of files) {
    const whole = path.join(folder, file);
    if (fs.existsSync(whole) && fs.readFileSync(whole, "utf8") === content) continue;
    fs.mkdirSync(path.dirname(whole), { recursive: true });
    fs.writeFileSync(whole, content);
  }
}
