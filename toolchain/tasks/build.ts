// npm run build [-- --check]
//
// Builds every program of programs/* and its IDL into target/{deploy,idl,types}, where Anchor puts them, and publishes
// them: artifacts/ for whoever deploys or tests without a compiler, app/sdk/src/idl for the SDK, app/kit/src for kit.
// With --check nothing is written there: it fails and names each committed file that is not what the sources give. Where
// the compiler of the committed programs is not to be had, that is known only as long as the sources have not changed since:
// artifacts/checksums has their digest too.
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { findPrograms, type Program, withHostTarget } from "../lib/cargo";
import { generatedFiles, leftOver as leftOverGenerated, SDK_FOLDER, stewardFiles } from "../lib/generated";
import { chooseIdlBuilder } from "../lib/idl";
import { root } from "../lib/paths";
import { writeWhole } from "../lib/process";
import { chooseSbfCompiler, NoCompiler, type SbfCompiler } from "../lib/sbf";
import { sourcesDigest } from "../lib/sources";

const target = process.env.CARGO_TARGET_DIR || path.join(root, "target");
const checksums = "artifacts/checksums";
/** The SDK wraps this program; the others are examples for integrators. */
const sdkProgram = "truestake";

/** Committed file -> the content that the sources give. */
type Outputs = Map<string, Buffer>;

async function outputsOf({ library }: Program, so: Buffer): Promise<Outputs> {
  const idl = fs.readFileSync(path.join(target, "idl", `${library}.json`));
  const types = fs.readFileSync(path.join(target, "types", `${library}.ts`));
  const outputs: Outputs = new Map([
    [programFile(library), so],
    [`artifacts/${library}.json`, idl],
  ]);
  if (library === sdkProgram) {
    outputs.set(`${SDK_FOLDER}/${library}.json`, idl);
    outputs.set(`${SDK_FOLDER}/${library}.ts`, types);
    for (const [file, content] of await generatedFiles(idl.toString())) outputs.set(file, Buffer.from(content));
  }
  if (library === "steward")
    for (const [file, content] of await stewardFiles(idl.toString())) outputs.set(file, Buffer.from(content));
  return outputs;
}

const programFile = (library: string): string => `artifacts/${library}.so`;

function checksumsOf(outputs: Outputs, compiler: string): Buffer {
  const lines = [...outputs]
    .filter(([file]) => file.startsWith("artifacts/"))
    .map(([file, content]) => `${createHash("sha256").update(content).digest("hex")}  ${path.basename(file)}`);
  return Buffer.from(`# ${compiler}\n# sources ${sourcesDigest()}\n${lines.sort().join("\n")}\n`);
}

function committed(file: string): Buffer | undefined {
  const whole = path.join(root, file);
  return fs.existsSync(whole) ? fs.readFileSync(whole) : undefined;
}

function publish(outputs: Outputs): string[] {
  const changed = [...outputs].filter(([file, content]) => !committed(file)?.equals(content));
  for (const [file, content] of changed) writeWhole(path.join(root, file), content);
  return changed.map(([file]) => file);
}

/** Files in artifacts/, and files made of the IDL, that no program gives any more. */
function leftOver(outputs: Outputs): string[] {
  const files = fs.existsSync(path.join(root, "artifacts")) ? fs.readdirSync(path.join(root, "artifacts")) : [];
  const artifacts = files.map((file) => `artifacts/${file}`).filter((file) => /\.(so|json)$/.test(file));
  return [...artifacts.filter((file) => !outputs.has(file)), ...leftOverGenerated(outputs)];
}

/** The compiler that the committed programs are from. */
function committedCompiler(): string | undefined {
  return committed(checksums)
    ?.toString()
    .match(/^# (.*)$/m)?.[1];
}

/** The committed files that differ from what the sources give. */
function staleFiles(built: Outputs, compiler: string): string[] {
  const differing = [...built].filter(([file, content]) => !committed(file)?.equals(content)).map(([file]) => file);
  const expected = checksumsOf(built, compiler).toString().split("\n");
  const found = committed(checksums)?.toString().split("\n") ?? [];
  const unknown = expected
    .filter((line) => !found.includes(line))
    .map((line) => line.split(" ").at(line[0] === "#" ? 1 : -1));
  if (unknown.length > 0) differing.push(`${checksums} (${unknown.join(", ")})`);
  else if (expected.length !== found.length) differing.push(checksums);
  return [...differing, ...leftOver(built)];
}

/**
 * The compiler to build with. For a check that is the one that the committed programs are from, for no other gives the same
 * bytes; none if it is not to be had.
 */
async function compilerFor(check: boolean): Promise<SbfCompiler | undefined> {
  const compiler = chooseSbfCompiler();
  const other = check && committedCompiler();
  if (other && other !== compiler.id) return undefined;
  try {
    await compiler.prepare();
    return compiler;
  } catch (error) {
    if (check && error instanceof NoCompiler) return undefined;
    throw error;
  }
}

/** Builds a program, and its IDL; without a compiler the committed program stands for what it would give. */
async function build(program: Program, compiler: SbfCompiler | undefined, locked: string[]): Promise<Outputs> {
  const { library } = program;
  const idl = chooseIdlBuilder();
  console.error(`${library}: IDL, by ${idl.id} (the first time about 2 minutes)`);
  await withHostTarget(() => idl.build(program, target, locked));
  if (!compiler) return outputsOf(program, committed(programFile(library)) ?? Buffer.alloc(0));
  console.error(`${library}: program, by ${compiler.id}`);
  await compiler.build(program, locked);
  return outputsOf(program, fs.readFileSync(path.join(target, "deploy", `${library}.so`)));
}

async function check(): Promise<void> {
  const by = committedCompiler();
  const compiler = await compilerFor(true);
  const built: Outputs = new Map();
  for (const program of findPrograms()) {
    for (const [file, content] of await build(program, compiler, ["--locked"])) built.set(file, content);
  }
  if (!compiler) {
    console.log(`the programs are not built again: the committed ones are from another compiler (${by})`);
    console.log("compared are their checksums, the digest of the sources that they were built from, IDLs and types");
  }
  const stale = staleFiles(built, compiler?.id ?? by ?? "");
  for (const file of stale) console.error(`stale: ${file}`);
  if (stale.length === 0) return;
  const hint = compiler ? "" : "; where there is no compiler for them see toolchain/README.md";
  throw new Error(`committed files are not what the sources give: run \`npm run build\` and commit them${hint}`);
}

async function publishAll(): Promise<void> {
  const compiler = await compilerFor(false);
  const built: Outputs = new Map();
  const written: string[] = [];
  for (const program of findPrograms()) {
    const outputs = await build(program, compiler, []);
    for (const [file, content] of outputs) built.set(file, content);
    // At once, since the next program may read this one's IDL.
    written.push(...publish(outputs));
  }
  written.push(...publish(new Map([[checksums, checksumsOf(built, compiler?.id ?? "")]])));
  for (const file of leftOver(built)) {
    fs.rmSync(path.join(root, file));
    written.push(`${file} (removed)`);
  }
  if (written.length > 0) console.log(`written: ${written.join(", ")}`);
}

async function main(): Promise<void> {
  await (process.argv.includes("--check") ? check() : publishAll());
  console.log("artifacts are current");
}

main().catch((error: Error) => {
  console.error(`error: ${error.message}`);
  process.exitCode = 1;
});
