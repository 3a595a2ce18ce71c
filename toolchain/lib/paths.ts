import fs from "node:fs";
import os from "node:os";
import path from "node:path";

/** The repository. */
export const root = path.resolve(__dirname, "../..");

/** The one folder for everything that is built once per machine; common.sh finds the same one. */
export function cacheFolder(...below: string[]): string {
  const { TRUESTAKE_CACHE, XDG_CACHE_HOME } = process.env;
  const cache = TRUESTAKE_CACHE || path.join(XDG_CACHE_HOME || path.join(os.homedir(), ".cache"), "truestake");
  fs.mkdirSync(cache, { recursive: true });
  return path.join(fs.realpathSync(cache), ...below);
}

/** The first executable of that name on PATH outside this repository, whose own stand-ins are not what is asked for. */
export function findOnPath(name: string): string | undefined {
  for (const folder of (process.env.PATH ?? "").split(path.delimiter)) {
    const candidate = path.join(folder, name);
    try {
      fs.accessSync(candidate, fs.constants.X_OK);
      if (!fs.realpathSync(candidate).startsWith(root + path.sep)) return candidate;
    } catch {
      // Not there, or not for us to run.
    }
  }
  return undefined;
}
