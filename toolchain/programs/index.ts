// Programs of others that tests run beside ours, as crates of the crates registry bring them. They are not committed:
// each is fetched once per machine, and is what pinned.json says or is refused.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { cacheFolder, root } from "../lib/paths";
import { writeWhole } from "../lib/process";
import pinned from "./pinned.json";

/** The path of a program, which is fetched first if need be. */
export function ensureProgram(name: keyof typeof pinned): string {
  const program = pinned[name];
  const cached = cacheFolder("programs", `${name}.so`);
  if (isPinned(cached, program)) return cached;
  const found = unpacked(program) ?? fetched(program);
  writeWhole(cached, fs.readFileSync(found));
  return cached;
}

type Program = (typeof pinned)[keyof typeof pinned];

/** `cargo info` fetches the one crate that it tells of; everything that builds would fetch all that it depends on. */
function fetched(program: Program): string {
  const { crate, version, path: file } = program;
  console.error(`fetching ${crate} ${version} for its ${path.basename(file)}`);
  const { stderr } = spawnSync("cargo", ["info", `${crate}@${version}`], { cwd: root, encoding: "utf8" });
  const found = unpacked(program);
  if (!found) throw new Error(`no ${file} of the pinned sha256 in ${crate} ${version}; cargo said:\n${stderr}`);
  return found;
}

/** Where cargo has unpacked it, from whatever registry. */
function unpacked(program: Program): string | undefined {
  const sources = path.join(process.env.CARGO_HOME || path.join(os.homedir(), ".cargo"), "registry/src");
  const registries = fs.existsSync(sources) ? fs.readdirSync(sources) : [];
  const places = registries.map((registry) =>
    path.join(sources, registry, `${program.crate}-${program.version}`, program.path),
  );
  return places.find((place) => isPinned(place, program));
}

function isPinned(file: string, { sha256 }: Program): boolean {
  return fs.existsSync(file) && createHash("sha256").update(fs.readFileSync(file)).digest("hex") === sha256;
}
