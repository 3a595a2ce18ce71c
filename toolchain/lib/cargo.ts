import fs from "node:fs";
import path from "node:path";
import { cacheFolder, root } from "./paths";
import { outputOf, withLock, writeWhole } from "./process";

export interface Program {
  /** Name of the package, of its folder and of its tests. */
  name: string;
  /** Name of its library, and so of NAME.so and of its IDL. */
  library: string;
  folder: string;
}

interface Metadata {
  packages: { name: string; manifest_path: string; targets: { name: string; crate_types: string[] }[] }[];
}

function metadata(): Metadata {
  const text = outputOf("cargo", ["metadata", "--no-deps", "--format-version", "1"], { cwd: root });
  if (!text) throw new Error("`cargo metadata` fails here: is Rust (rustup.rs) installed, and Cargo.toml sound?");
  return JSON.parse(text);
}

/** The folders of the workspace's crates, from the repository. */
export function crateFolders(): string[] {
  return metadata().packages.map((entry) => path.relative(root, path.dirname(entry.manifest_path)));
}

/** The programs of programs/*, each after those whose IDL it reads with `declare_program!`. */
export function findPrograms(): Program[] {
  const programs = metadata().packages.flatMap((entry): Program[] => {
    const library = entry.targets.find((target) => target.crate_types.includes("cdylib"));
    if (!library) return [];
    const folder = path.dirname(entry.manifest_path);
    return [{ name: entry.name, library: library.name.replaceAll("-", "_"), folder }];
  });
  const ordered: Program[] = [];
  const visit = (program: Program): void => {
    if (ordered.includes(program)) return;
    const declared = declaredPrograms(program);
    for (const other of programs) if (other !== program && declared.has(other.library)) visit(other);
    ordered.push(program);
  };
  programs.forEach(visit);
  return ordered;
}

function declaredPrograms(program: Program): Set<string> {
  const sources = fs.readdirSync(path.join(program.folder, "src"), { recursive: true, encoding: "utf8" });
  const text = sources
    .filter((file) => file.endsWith(".rs"))
    .map((file) => fs.readFileSync(path.join(program.folder, "src", file), "utf8"))
    .join("\n");
  return new Set([...text.matchAll(/declare_program!\s*\(\s*(\w+)\s*\)/g)].map((match) => match[1] ?? ""));
}

/**
 * Environment for cargo on the host. Tests and IDLs share one target folder in the cache, so that a fresh clone
 * compiles no dependency twice; `-A warnings` is what the IDL build sets, and other flags would rebuild them all.
 */
export function hostEnvironment(): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { ...process.env, CARGO_TARGET_DIR: hostTarget(), RUSTFLAGS: "-A warnings" };
  delete env.RUSTUP_TOOLCHAIN;
  return env;
}

function hostTarget(): string {
  return process.env.CARGO_TARGET_DIR || cacheFolder("target", "host");
}

/** Runs `work`, which calls cargo with `hostEnvironment()`. */
export async function withHostTarget<T>(work: () => Promise<T>): Promise<T> {
  return withLock("cargo", async () => {
    forgetOtherCheckout();
    return work();
  });
}

/**
 * cargo tells a workspace's crates apart by their path inside it and compares times only: in a target folder that
 * several checkouts share it would take another checkout's build for this one's. So those are forgotten first.
 */
function forgetOtherCheckout(): void {
  const target = hostTarget();
  const stamp = path.join(target, "checkout");
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, "utf8") === root) return;
  const members = metadata().packages.map((entry) => entry.name);
  const fingerprints = path.join(target, "debug", ".fingerprint");
  for (const folder of fs.existsSync(fingerprints) ? fs.readdirSync(fingerprints) : []) {
    if (members.some((member) => folder.startsWith(`${member}-`))) {
      fs.rmSync(path.join(fingerprints, folder), { recursive: true, force: true });
    }
  }
  writeWhole(stamp, root);
}
