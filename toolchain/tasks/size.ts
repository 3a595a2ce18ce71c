// npm run size
//
// What a page downloads for the SDK, and what ours does, as tables; the tests hold the first to its budgets, this task the second.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { installInto, pack } from "../packages";
import { KILOBYTE, PAGES, sizeTable } from "../sdk/sizes";
import { buildPage } from "../web/build";
import { pageSizes } from "../web/sizes";

async function main(): Promise<void> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "truestake-size-"));
  try {
    await installInto(path.join(folder, "page"), [...(await pack(folder, "@truestake/sdk")), "@solana/web3.js@1.99.0"]);
    console.log(await sizeTable(PAGES, path.join(folder, "page")));
    await buildPage(path.join(folder, "web"));
    for (const { name, bytes, budget } of pageSizes(path.join(folder, "web"))) {
      const size = (bytes / KILOBYTE).toFixed(1).padStart(6);
      console.log(`${name.padEnd(52)} ${size} kB of ${budget}`);
      if (bytes > budget * KILOBYTE) throw new Error(`${name} is over its budget`);
    }
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

main().catch((error: Error) => {
  console.error(`error: ${error.message}`);
  process.exitCode = 1;
});
