// npm run generate
//
// Makes the TypeScript in app/sdk/src/idl anew from the committed IDL; `npm run build` does so by itself.
import fs from "node:fs";
import path from "node:path";
import { root } from "../lib/paths";
import { sdkFiles } from "../lib/sdkIdl";

const folder = path.join(root, "app/sdk/src/idl");
for (const [name, content] of sdkFiles(fs.readFileSync(path.join(folder, "truestake.json"), "utf8"))) {
  const file = path.join(folder, name);
  if (fs.existsSync(file) && fs.readFileSync(file, "utf8") === content) continue;
  fs.writeFileSync(file, content);
  console.log(`written: ${path.relative(root, file)}`);
}
