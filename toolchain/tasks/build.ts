// npm run build [-- --check]
//
// Builds every program of programs/* and its IDL into target/{deploy,idl,types}, where Anchor puts them, and publishes
// them: artifacts/ for whoever deploys or tests without a compiler, app/sdk/src/idl for the SDK.
// With --check nothing is written there: it fails and names each committed file that is not what the sources give.
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { findPrograms, type Program, withHostTarget } from "../lib/cargo";
import { chooseIdlBuilder } from "../lib/idl";
import { root } from "../lib/paths";
import { writeWhole } from "../lib/process";
import { chooseSbfCompiler } from "../lib/sbf";

const target = process.env.CARGO_TARGET_DIR || path.join(root, "target");
const checksums = "artifacts/checksums";
/** The SDK wraps this program; the others are examples for integrators. */
const sdkProgram = "truestake";

/** Committed file -> the content that the sources give. */
type Outputs = Map<string, Buffer>;

function outputsOf({ library }: Program): Outputs {
  const so = fs.readFileSync(path.join(target, "deploy", `${library}.so`));
  const idl = fs.readFileSync(path.join(target, "idl", `${library}.json`));
  const types = fs.readFileSync(path.join(target, "types", `${library}.ts`));
  const outputs: Outputs = new Map([
    [`artifacts/${library}.so`, so],
    [`artifacts/${library}.json`, idl],
  ]);
  if (library === sdkProgram) {
    outputs.set(`app/sdk/src/idl/${library}.json`, idl);
    outputs.set(`app/sdk/src/idl/${library}.ts`, types);
  }
  return outputs;
}

function checksumsOf(outputs: Outputs, compiler: string): Buffer {
  const lines = [...outputs]
    .filter(([file]) => file.startsWith("artifacts/"))
    .map(([file, content]) => `${createHash("sha256").update(content).digest("hex")}  ${path.basename(file)}`);
  return Buffer.from(`# ${compiler}\n${lines.sort().join("\n")}\n`);
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

/** Files in artifacts/ that no program gives any more. */
function leftOver(outputs: Outputs): string[] {
  const files = fs.existsSync(path.join(root, "artifacts")) ? fs.readdirSync(path.join(root, "artifacts")) : [];
  return files.map((file) => `artifacts/${file}`).filter((file) => /\.(so|json)$/.test(file) && !outputs.has(file));
}

/** The committed files that differ from what the sources give. */
function staleFiles(built: Outputs, compiler: string): string[] {
  const committedBy =
    committed(checksums)
      ?.toString()
      .match(/^# (.*)$/m)?.[1] ?? compiler;
  const expected: Outputs = new Map(built);
  if (committedBy !== compiler) {
    console.log(`the committed programs are from another compiler (${committedBy}): only IDLs and types are compared`);
    for (const [file, content] of built) {
      if (file.endsWith(".so")) expected.set(file, committed(file) ?? content);
    }
  }
  expected.set(checksums, checksumsOf(expected, committedBy));
  const differing = [...expected].filter(([file, content]) => !committed(file)?.equals(content));
  return [...differing.map(([file]) => file), ...leftOver(built)];
}

async function main(): Promise<void> {
  const check = process.argv.includes("--check");
  const locked = check ? ["--locked"] : [];
  const idl = chooseIdlBuilder();
  const compiler = chooseSbfCompiler();
  const built: Outputs = new Map();
  const written: string[] = [];
  for (const program of findPrograms()) {
    console.error(`${program.library}: IDL, by ${idl.id} (the first time about 2 minutes)`);
    await withHostTarget(() => idl.build(program, target, locked));
    console.error(`${program.library}: program, by ${compiler.id}`);
    await compiler.build(program, locked);
    const outputs = outputsOf(program);
    for (const [file, content] of outputs) built.set(file, content);
    // At once, since the next program may read this one's IDL.
    if (!check) written.push(...publish(outputs));
  }

  if (check) {
    const stale = staleFiles(built, compiler.id);
    for (const file of stale) console.error(`stale: ${file}`);
    if (stale.length > 0) {
      throw new Error("committed files are not what the sources give: run `npm run build` and commit them");
    }
  } else {
    written.push(...publish(new Map([[checksums, checksumsOf(built, compiler.id)]])));
    for (const file of leftOver(built)) {
      fs.rmSync(path.join(root, file));
      written.push(`${file} (removed)`);
    }
    if (written.length > 0) console.log(`written: ${written.join(", ")}`);
  }
  console.log("artifacts are current");
}

main().catch((error: Error) => {
  console.error(`error: ${error.message}`);
  process.exitCode = 1;
});
