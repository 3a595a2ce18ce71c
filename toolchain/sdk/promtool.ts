import path from "node:path";
import { findOnPath, root } from "../lib/paths";
import { run } from "../lib/process";

/** Debian's promtool, installed if need be; throws where that cannot be done. */
export async function ensurePromtool(): Promise<string> {
  const found = findOnPath("promtool");
  if (found) return found;
  const script = `set -euo pipefail; . ${path.join(root, "toolchain/common.sh")}; need_packages prometheus`;
  await run("bash", ["-c", script]);
  const installed = findOnPath("promtool");
  if (!installed) throw new Error("there is no promtool, though Debian's package prometheus is installed");
  return installed;
}
