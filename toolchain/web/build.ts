import path from "node:path";
import * as esbuild from "esbuild";
import { root } from "../lib/paths";
import { run } from "../lib/process";

const page = path.join(root, "app/web");

/** Builds the page as it is published, into `folder`. */
export async function buildPage(folder: string): Promise<void> {
  const vite = path.join(root, "node_modules/vite/bin/vite.js");
  const args = ["build", page, "--outDir", folder, "--emptyOutDir", "--logLevel", "error"];
  await run(process.execPath, [vite, ...args], { cwd: root });
}

/** The wallet for play, as one script. */
export async function buildBurner(): Promise<string> {
  const { outputFiles } = await esbuild.build({
    entryPoints: [path.join(page, "burner/wallet.ts")],
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    platform: "browser",
    target: "es2022",
    define: { global: "globalThis" },
  });
  return outputFiles[0]?.text ?? "";
}
