// What every npm script runs: `node toolchain/run.mjs TASK [ARGUMENT...]`.
// Plain JavaScript without dependencies, so that a fresh clone needs no `npm install`: it installs what
// package-lock.json says, if that is not there yet, and then runs the task's TypeScript in this process.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

const tasks = {
  demo: "demo/main.ts",
  example: "examples/run.ts",
  "keeper:soak": "app/keeper/test/soak/main.ts",
  localnet: "toolchain/tasks/localnet.ts",
  web: "toolchain/tasks/web.ts",
  test: "toolchain/tasks/test.ts",
  check: "toolchain/tasks/check.ts",
  fix: "toolchain/tasks/fix.ts",
  build: "toolchain/tasks/build.ts",
  reference: "toolchain/tasks/reference.ts",
  site: "toolchain/tasks/site.ts",
  generate: "toolchain/tasks/generate.ts",
  release: "toolchain/tasks/release.ts",
  size: "toolchain/tasks/size.ts",
  cu: "tests/bench/cu.ts",
  scale: "tests/bench/scale.ts",
  truestake: "app/cli/src/main.ts",
  cost: "app/sdk/test/cost/main.ts",
  "test:long": "tests/long/main.ts",
  "test:mutants": "tests/mutants/main.ts",
  deploy: "migrations/deploy.ts",
};

function fail(message) {
  console.error(`error: ${message}`);
  process.exit(1);
}

function readJson(file) {
  try {
    return JSON.parse(fs.readFileSync(path.join(root, file), "utf8"));
  } catch {
    return undefined;
  }
}

/** Whether node_modules holds what package-lock.json asks for. npm writes its own list there as its last act. */
function isInstalled() {
  const wanted = readJson("package-lock.json");
  const installed = readJson("node_modules/.package-lock.json");
  if (!wanted || !installed) return false;
  return Object.entries(wanted.packages).every(([folder, entry]) => {
    if (!folder.includes("node_modules/") || entry.optional || entry.extraneous) return true;
    const found = installed.packages[folder];
    return found?.version === entry.version && found?.resolved === entry.resolved;
  });
}

function install() {
  // In place when something is there already: a page or a test that is running keeps its modules.
  const fresh = !fs.existsSync(path.join(root, "node_modules"));
  const command = fresh ? ["ci"] : ["install", "--no-save"];
  console.error(`npm ${command[0]}: the packages of package-lock.json (about 30 s)`);
  const npm = spawnSync("npm", [...command, "--no-audit", "--no-fund", "--no-progress", "--loglevel=error"], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
    encoding: "utf8",
  });
  if (npm.status !== 0) fail(`npm ${command[0]} failed\n${npm.error ?? ""}${npm.stdout}${npm.stderr}`);
}

const [task = "", ...args] = process.argv.slice(2);
const file = tasks[task];
if (!file) fail(`no task "${task}"; there are: ${Object.keys(tasks).join(", ")}`);
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) fail(`Node.js 20.19 or later is needed, this is ${process.version}`);
if (!fs.existsSync(path.join(root, file))) fail(`${file} is missing`);
if (!isInstalled()) install();

process.chdir(root);
const require = createRequire(path.join(root, "package.json"));
require(path.join(root, "toolchain/lib/typescript.cjs"));
process.argv = [process.argv[0], path.join(root, file), ...args];
require(path.join(root, file));
