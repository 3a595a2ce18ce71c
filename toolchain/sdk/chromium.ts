import { type Browser, chromium } from "playwright-core";
import { ensureCommand } from "../lib/debian";

/** A browser of its own, with nothing of anybody's in it. */
export async function launchChromium(): Promise<Browser> {
  const executablePath = await ensureCommand("chromium", "chromium");
  const args = [
    ...["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
    ...["--disable-background-networking", "--disable-component-update", "--disable-sync"],
  ];
  // Playwright gives each launch a fresh folder for its data.
  return chromium.launch({ executablePath, args });
}
