// npm run reference: the SDK's reference as pages, in target/reference. Not committed: it follows from the sources.
import path from "node:path";
import { root } from "../lib/paths";
import { run } from "../lib/process";

async function main(): Promise<void> {
  const typedoc = path.join(root, "node_modules/typedoc/bin/typedoc");
  await run(process.execPath, [typedoc, "--options", "toolchain/reference/typedoc.json"], { cwd: root });
}

main().catch((error: Error) => {
  console.error(`error: ${error.message}`);
  process.exitCode = 1;
});
