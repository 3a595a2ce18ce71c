import fs from "node:fs";
import path from "node:path";
import { type Browser, chromium } from "playwright-core";
import { findOnPath, root } from "../lib/paths";
import { run } from "../lib/process";

/** Debian's Chromium, installed if need be. */
async function ensureChromium(): Promise<string> {
  const found = findOnPath("chromium");
  if (found) return found;
  const script = `set -euo pipefail; . ${path.join(root, "toolchain/common.sh")}; need_packages chromium`;
  await run("bash", ["-c", script]);
  return findOnPath("chromium") ?? "/usr/bin/chromium";
}

/** A browser of its own, with nothing of anybody's in it. */
export async function launchChromium(): Promise<Browser> {
  const executablePath = await ensureChromium();
  if (!fs.existsSync(executablePath)) throw new Error("there is no Chromium");
  const args = [
    ...["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
    ...["--disable-background-networking", "--disable-component-update", "--disable-sync"],
  ];
  // Playwright gives each launch a fresh folder for its data.
  return chromium.launch({ executablePath, args });
}
