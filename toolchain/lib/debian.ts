import path from "node:path";
import { findOnPath, root } from "./paths";
import { run } from "./process";

/** A command of one of Debian's packages, which is installed if need be; throws where that cannot be done. */
export async function ensureCommand(command: string, debianPackage: string): Promise<string> {
  const found = findOnPath(command);
  if (found) return found;
  const script = `set -euo pipefail; . ${path.join(root, "toolchain/common.sh")}; need_packages ${debianPackage}`;
  await run("bash", ["-c", script]);
  const installed = findOnPath(command);
  if (!installed) throw new Error(`there is no ${command}, though Debian's package ${debianPackage} is installed`);
  return installed;
}
