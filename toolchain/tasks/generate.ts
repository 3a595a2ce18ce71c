// npm run generate
//
// Makes anew what is made of the committed IDLs: the TypeScript in app/sdk/src/idl and app/sdk/src/steward/idl, and the clients
// for @solana/kit in app/kit/src/generated and app/kit/src/steward/generated. `npm run build` does so by itself. The diagrams of
// docs/ARCHITECTURE.md, too, from the imports, and docs/ERRORS.md from the texts of errors.
import fs from "node:fs";
import path from "node:path";
import { architecturePage, PAGE } from "../architecture";
import { PAGE as ERRORS_PAGE, errorsPage } from "../errors";
import { generatedFiles, leftOver, SDK_FOLDER, stewardFiles } from "../lib/generated";
import { root } from "../lib/paths";
import { writeWhole } from "../lib/process";

function write(name: string, content: string): void {
  const file = path.join(root, name);
  if (fs.existsSync(file) && fs.readFileSync(file, "utf8") === content) return;
  writeWhole(file, content);
  console.log(`written: ${name}`);
}

async function main(): Promise<void> {
  const pool = await generatedFiles(fs.readFileSync(path.join(root, SDK_FOLDER, "truestake.json"), "utf8"));
  const steward = await stewardFiles(fs.readFileSync(path.join(root, "artifacts/steward.json"), "utf8"));
  const files = new Map([...pool, ...steward]);
  for (const [name, content] of files) write(name, content);
  for (const name of leftOver(files)) {
    fs.rmSync(path.join(root, name));
    console.log(`removed: ${name}`);
  }
  write(PAGE, architecturePage());
  write(ERRORS_PAGE, errorsPage());
}

main().catch((error: Error) => {
  console.error(`error: ${error.message}`);
  process.exitCode = 1;
});
