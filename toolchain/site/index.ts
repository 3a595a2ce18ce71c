import path from "node:path";
import { root } from "../lib/paths";
import { run, runQuietly } from "../lib/process";
import { type SiteOptions, stageSite } from "./stage";

const FOLDER = path.join(root, "target/site");
const VITEPRESS = path.join(root, "node_modules/vitepress/bin/vitepress.js");

/** Builds the site of the documents, and gives the folder to be served. A link that leads nowhere fails it. */
export async function buildSite(options: SiteOptions = {}): Promise<string> {
  stageSite(FOLDER, options);
  await runQuietly(process.execPath, [VITEPRESS, "build", FOLDER], { cwd: root });
  return path.join(FOLDER, "dist");
}

/** Serves it while it is worked on; ends with the process. */
export async function previewSite(port: number): Promise<void> {
  const args = [VITEPRESS, "preview", FOLDER, "--port", String(port), "--host", "127.0.0.1"];
  await run(process.execPath, args, { cwd: root });
}
