// npm run release -- --dry-run
//
// Packs all packages, looks into the tarballs, installs them into an empty folder and runs them there. Without --dry-run it
// publishes them afterwards, from a clean checkout of the version's tag alone.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { checkoutNow, manifestOf, obstacles, publish, RELEASED, rehearse } from "../packages/release";

async function main(args: string[]): Promise<void> {
  const isDry = args.includes("--dry-run");
  const other = args.find((arg) => arg !== "--dry-run");
  if (other !== undefined) throw new Error(`there is no option ${other}; there is --dry-run`);
  const found = obstacles(checkoutNow(), new Map(RELEASED.map((name) => [name, manifestOf(name)])));
  if (found.length > 0 && !isDry) throw new Error(`nothing is published:\n  ${found.join("\n  ")}`);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "truestake-release-"));
  try {
    const tarballs = await rehearse(folder);
    for (const tarball of tarballs) {
      console.log(
        `${path.basename(tarball).padEnd(32)} ${(fs.statSync(tarball).size / 1_024).toFixed(0).padStart(6)} kB`,
      );
    }
    console.log("All of them were installed into an empty folder, and run.");
    for (const each of found) console.log(`Before it can be published: ${each}.`);
    if (!isDry) await publish(tarballs);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

main(process.argv.slice(2)).catch((error: Error) => {
  console.error(`error: ${error.message}`);
  process.exitCode = 1;
});
