// The packages as their users get them: built, packed, and installed into a folder that knows nothing of this repository.
import fs from "node:fs";
import path from "node:path";
import { root } from "../lib/paths";
import { outputOf, runQuietly, withLock } from "../lib/process";

/** Packages that this process has built. */
const built = new Set<string>();

/** The folder of a package of this repository. */
function folderOf(name: string): string {
  return fs.realpathSync(path.join(root, "node_modules", name));
}

/** Builds a package, after those of this repository that it uses: their types are its types. */
async function build(name: string): Promise<void> {
  if (built.has(name)) return;
  const cwd = folderOf(name);
  const { dependencies = {} } = JSON.parse(fs.readFileSync(path.join(cwd, "package.json"), "utf8"));
  for (const used of Object.keys(dependencies).filter((each) => each.startsWith("@truestake/"))) await build(used);
  await runQuietly(process.execPath, [path.join(root, "node_modules/tsdown/dist/run.mjs")], { cwd });
  built.add(name);
}

/** Builds and packs packages of this repository into `folder`; the tarballs' paths. */
export async function pack(folder: string, ...names: string[]): Promise<string[]> {
  return withLock("packages", async () => {
    for (const name of names) await build(name);
    const args = ["pack", "--ignore-scripts", "--json", "--pack-destination", folder, ...names.map(folderOf)];
    const packed: { filename: string }[] = JSON.parse(outputOf("npm", args, { cwd: root }) ?? "[]");
    if (packed.length !== names.length) throw new Error("npm pack failed");
    return packed.map(({ filename }) => path.join(folder, filename));
  });
}

/** Installs packages into an empty folder, as a user would. */
export async function installInto(folder: string, packages: string[]): Promise<void> {
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, "package.json"), JSON.stringify({ name: "consumer", private: true }));
  const args = ["install", "--no-audit", "--no-fund", "--loglevel=error", "--prefer-offline", ...packages];
  await runQuietly("npm", args, { cwd: folder });
}
