// npm run fix: puts right what a machine can of what `npm run check` finds.
import path from "node:path";
import { completeLockfile, unlockedManifests } from "../lib/lockfile";
import { root } from "../lib/paths";
import { run } from "../lib/process";

async function main(): Promise<void> {
  await run(path.join(root, "node_modules/.bin/biome"), ["check", "--write"], { cwd: root });
  await run("cargo", ["fmt", "--all"], { cwd: root });
  await run("cargo", ["fmt"], { cwd: path.join(root, "toolchain/idl") });
  if (unlockedManifests().length > 0)
    await run("npm", ["install", "--package-lock-only", "--loglevel=error"], { cwd: root });
  const added = completeLockfile();
  if (added > 0) console.log(`package-lock.json: ${added} platforms added`);
}

main().catch((error: Error) => {
  console.error(`error: ${error.message}`);
  process.exitCode = 1;
});
