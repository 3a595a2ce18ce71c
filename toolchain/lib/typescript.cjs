// Has Node.js load TypeScript: what every process here requires first. What ts-node makes of a file is kept in the cache, by content, for
// the next process; TypeScript itself is loaded only for a file that nobody has compiled yet, since it takes longer than most tests.
// Plain JavaScript: it is what loads the rest.
const { createHash } = require("node:crypto");
const fs = require("node:fs");
const { createRequire } = require("node:module");
const os = require("node:os");
const path = require("node:path");
require("./sources.cjs");

const DAY = 86_400_000;
/** Of files that have changed or gone since. */
const KEPT_UNUSED = 14 * DAY;

const project = path.join(__dirname, "../../tsconfig.json");
const settings = fs.readFileSync(project, "utf8");
const { version } = require("typescript/package.json");
const folder = cacheFolder();
/** What this process has loaded; each ends with the map of its lines. */
const outputs = new Map();
let compiler;

/** As in paths.ts, which is TypeScript. */
function cacheFolder() {
  const { TRUESTAKE_CACHE, XDG_CACHE_HOME } = process.env;
  const cache = TRUESTAKE_CACHE || path.join(XDG_CACHE_HOME || path.join(os.homedir(), ".cache"), "truestake");
  const made = path.join(cache, "typescript");
  fs.mkdirSync(made, { recursive: true });
  return made;
}

function compile(code, file) {
  compiler ??= require("ts-node").create({ transpileOnly: true, project, require: [] });
  return compiler.compile(code, file);
}

function outputOf(file) {
  const code = fs.readFileSync(file, "utf8");
  const key = createHash("sha256");
  for (const part of [version, settings, file, code]) key.update(part).update("\0");
  const kept = path.join(folder, `${key.digest("hex").slice(0, 32)}.js`);
  const known = keptIn(kept);
  if (known !== undefined) return known;
  const output = compile(code, file);
  const partial = `${kept}.${process.pid}.new`;
  fs.writeFileSync(partial, output);
  fs.renameSync(partial, kept);
  return output;
}

/** What a file of the cache holds, which is used from now on; undefined where there is none. */
function keptIn(kept) {
  try {
    const output = fs.readFileSync(kept, "utf8");
    const now = new Date();
    if (now.getTime() - fs.statSync(kept).mtimeMs > DAY) fs.utimesSync(kept, now, now);
    return output;
  } catch (error) {
    if (error.code === "ENOENT") return undefined;
    throw error;
  }
}

/** Removes what nothing has used for long; looks once a day, since there are thousands of files. */
function sweep() {
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

for (const extension of [".ts", ".tsx"]) {
  require.extensions[extension] = (module, file) => {
    const output = outputOf(file);
    outputs.set(file, output);
    module._compile(output, file);
  };
}
// Errors name lines of the sources.
createRequire(require.resolve("ts-node"))("@cspotcode/source-map-support").install({
  environment: "node",
  retrieveFile: (file) => outputs.get(file) ?? "",
});
sweep();
