// npm run size
//
// What a page downloads for the SDK, as a table; the tests hold it to the budgets.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { installInto, pack } from "../packages";
import { PAGES, sizeTable } from "../sdk/sizes";

async function main(): Promise<void> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "truestake-size-"));
  try {
    await installInto(path.join(folder, "page"), [...(await pack(folder, "@truestake/sdk")), "@solana/web3.js@1.99.0"]);
    console.log(await sizeTable(PAGES, path.join(folder, "page")));
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

main().catch((error: Error) => {
  console.error(`error: ${error.message}`);
  process.exitCode = 1;
});
