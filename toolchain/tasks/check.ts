// npm run check: everything that reads the sources without running them. Says all that is wrong, not just the first.
import fs from "node:fs";
import path from "node:path";
import { missingPlatforms, unlockedManifests } from "../lib/lockfile";
import { cacheFolder, root } from "../lib/paths";
import { outputOf, run, withLock } from "../lib/process";
import { checkSpelling } from "../spelling";

type Check = [name: string, check: () => Promise<void>];

const bin = (name: string): string => path.join(root, "node_modules/.bin", name);

/** The web page and other packages may bring settings of their own. */
function typeScriptProjects(): string[] {
  const apps = fs.readdirSync(path.join(root, "app")).map((app) => `app/${app}/tsconfig.json`);
  return ["tsconfig.json", ...apps.filter((file) => fs.existsSync(path.join(root, file)))];
}

function shellScripts(): string[] {
  const files = (
    outputOf("git", ["ls-files", "--cached", "--others", "--exclude-standard"], { cwd: root }) ?? ""
  ).split("\n");
  return files.filter((file) => {
    if (file.endsWith(".sh")) return true;
    const whole = path.join(root, file);
    if (file === "" || path.extname(file) !== "" || !fs.statSync(whole, { throwIfNoEntry: false })?.isFile())
      return false;
    return /^#!.*\bbash\b/.test(fs.readFileSync(whole, "utf8"));
  });
}

async function clippy(): Promise<void> {
  const env = { ...process.env, CARGO_TARGET_DIR: process.env.CARGO_TARGET_DIR || cacheFolder("target", "clippy") };
  const args = ["clippy", "--quiet", "--locked", "--workspace", "--all-targets", "--", "-D", "warnings"];
  await withLock("clippy", () => run("cargo", args, { cwd: root, env }));
}

const checks: Check[] = [
  ...typeScriptProjects().map(
    (project): Check => [`types of ${project}`, () => run(bin("tsc"), ["--noEmit", "-p", project], { cwd: root })],
  ),
  ["TypeScript style", () => run(bin("biome"), ["ci", "--error-on-warnings", "--colors=off"], { cwd: root })],
  ["Rust format", () => run("cargo", ["fmt", "--all", "--check"], { cwd: root })],
  ["Rust format of toolchain/idl", () => run("cargo", ["fmt", "--check"], { cwd: path.join(root, "toolchain/idl") })],
  ["Rust lints (the first time about 2 minutes)", clippy],
  ["spelling", checkSpelling],
  [
    "shell syntax",
    async () => {
      for (const script of shellScripts()) await run("bash", ["-n", script], { cwd: root });
    },
  ],
  [
    "package-lock.json",
    async () => {
      const unlocked = unlockedManifests();
      if (unlocked.length > 0) throw new Error(`not what ${unlocked.join(", ")} ask for; npm run fix locks it`);
      const missing = [...missingPlatforms().keys()];
      if (missing.length > 0) throw new Error(`misses platforms: ${missing.join(", ")}; npm run fix adds them`);
    },
  ],
];

async function main(): Promise<void> {
  const failed: string[] = [];
  for (const [name, check] of checks) {
    console.log(`=== ${name}`);
    await check().catch((error: Error) => {
      console.error(`error: ${error.message}`);
      failed.push(name);
    });
  }
  if (failed.length > 0) throw new Error(`${failed.length} of ${checks.length} checks failed: ${failed.join("; ")}`);
  console.log("all checks passed");
}

main().catch((error: Error) => {
  console.error(`error: ${error.message}`);
  process.exitCode = 1;
});
