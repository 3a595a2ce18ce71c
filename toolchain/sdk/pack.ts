// The SDK as its users get it: built, packed, and installed into a folder that knows nothing of this repository.
import fs from "node:fs";
import path from "node:path";
import { root } from "../lib/paths";
import { outputOf, runQuietly, withLock } from "../lib/process";

const sdk = path.join(root, "app/sdk");

/** Builds and packs the SDK into `folder`; the tarball's path. */
export async function packSdk(folder: string): Promise<string> {
  return withLock("sdk", async () => {
    await runQuietly(process.execPath, [path.join(root, "node_modules/tsdown/dist/run.mjs")], { cwd: sdk });
    const args = ["pack", "--ignore-scripts", "--json", "--pack-destination", folder];
    const [packed] = JSON.parse(outputOf("npm", args, { cwd: sdk }) ?? "[]");
    if (!packed) throw new Error("npm pack failed");
    return path.join(folder, packed.filename);
  });
}

/** Installs packages into an empty folder, as a user would. */
export async function installInto(folder: string, packages: string[]): Promise<void> {
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, "package.json"), JSON.stringify({ name: "consumer", private: true }));
  const args = ["install", "--no-audit", "--no-fund", "--loglevel=error", "--prefer-offline", ...packages];
  await runQuietly("npm", args, { cwd: folder });
}
