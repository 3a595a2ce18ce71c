// Has no process compile TypeScript that another one has compiled: `require` it after ts-node. What ts-node makes
// of a file is kept in the cache for the next process; compiling everything anew would take each of them seconds.
import { createHash } from "node:crypto";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import ts from "typescript";
import { cacheFolder, root } from "./paths";
import { writeWhole } from "./process";

const DAY = 86_400_000;
/** Of files that have changed or gone since. */
const KEPT_UNUSED = 14 * DAY;

interface Service {
  compile(code: string, file: string): string;
}

const service = (process as unknown as Record<symbol, Service | undefined>)[Symbol.for("ts-node.register.instance")];
if (!service) throw new Error("ts-node is not registered");

const folder = cacheFolder("typescript");
const settings = fs.readFileSync(path.join(root, "tsconfig.json"), "utf8");
const { compile } = service;
/** What was kept of the files that this process has loaded; each ends with the map of its lines. */
const outputs = new Map<string, string>();

interface SourceMaps {
  install(options: { environment: "node"; retrieveFile(file: string): string }): void;
}

// ts-node maps the lines of what it has compiled itself; the rest has to be told to the same library.
const sourceMaps: SourceMaps = createRequire(require.resolve("ts-node"))("@cspotcode/source-map-support");
sourceMaps.install({ environment: "node", retrieveFile: (file) => outputs.get(file) ?? "" });

service.compile = (code, file) => {
  const key = createHash("sha256");
  for (const part of [ts.version, settings, file, code]) key.update(part).update("\0");
  const kept = path.join(folder, `${key.digest("hex").slice(0, 32)}.js`);
  if (fs.existsSync(kept)) {
    keep(kept);
    const output = fs.readFileSync(kept, "utf8");
    outputs.set(file, output);
    return output;
  }
  const output = compile(code, file);
  writeWhole(kept, output);
  return output;
};

/** Shows that a file is used still. */
function keep(kept: string): void {
  const now = new Date();
  if (now.getTime() - fs.statSync(kept).mtimeMs > DAY) fs.utimesSync(kept, now, now);
}

/** Removes what nothing has used for long; looks once a day, since there are thousands of files. */
function sweep(): void {
  if (!fs.existsSync(folder)) return;
  const swept = path.join(folder, "swept");
  const { mtimeMs: last } = fs.statSync(swept, { throwIfNoEntry: false }) ?? { mtimeMs: 0 };
  if (Date.now() - last < DAY) return;
  fs.writeFileSync(swept, "");
  for (const name of fs.readdirSync(folder)) {
    const kept = path.join(folder, name);
    const { mtimeMs } = fs.statSync(kept, { throwIfNoEntry: false }) ?? { mtimeMs: Date.now() };
    if (Date.now() - mtimeMs > KEPT_UNUSED) fs.rmSync(kept, { force: true });
  }
}

sweep();
