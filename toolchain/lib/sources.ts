import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { crateFolders } from "./cargo";
import { root } from "./paths";

/** What decides what `npm run build` makes: the crates, the versions of what they use, and the compiler's own parts. */
function sources(): string[] {
  const crates = crateFolders().flatMap((folder) =>
    ["Cargo.toml", "build.rs", "src"].map((name) => `${folder}/${name}`),
  );
  return ["Cargo.toml", "Cargo.lock", "toolchain/sbf", ...crates].flatMap(filesOf).sort();
}

function filesOf(name: string): string[] {
  const stats = fs.statSync(path.join(root, name), { throwIfNoEntry: false });
  if (!stats) return [];
  if (stats.isFile()) return [name];
  return fs.readdirSync(path.join(root, name)).flatMap((entry) => filesOf(`${name}/${entry}`));
}

/**
 * A digest of the sources. Where the compiler that made the committed programs is not to be had, it tells whether anything
 * has changed since.
 */
export function sourcesDigest(): string {
  const digest = createHash("sha256");
  for (const file of sources()) {
    const content = createHash("sha256")
      .update(fs.readFileSync(path.join(root, file)))
      .digest("hex");
    digest.update(`${content}  ${file}\n`);
  }
  return digest.digest("hex");
}
