import { type Browser, chromium } from "playwright-core";
import { ensureCommand } from "../lib/debian";

/** Parts of the browser that show themselves beside pages: each of its windows would load pages of its own for them. */
const OWN_PAGES = ["WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "SpareRendererForSitePerProcess"];
/** What Playwright turns off, too: of two lists a browser takes the last. */
const PLAYWRIGHTS = [
  ...["AimEnabled", "AvoidCorsURLLoaderRestartOnRedirect", "AvoidUnnecessaryBeforeUnloadCheckSync"],
  ...[
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
  ],
  ...["NetworkTimeServiceQuerying", "OptimizationHints", "PaintHolding", "PreconnectToSearch"],
  "ThirdPartyStoragePartitioning",
];

/** A browser of its own, with nothing of anybody's in it. */
export async function launchChromium(): Promise<Browser> {
  const executablePath = await ensureCommand("chromium", "chromium");
  const args = [
    ...["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
    ...["--disable-background-networking", "--disable-component-update", "--disable-sync"],
    `--disable-features=${[...PLAYWRIGHTS, ...OWN_PAGES]}`,
  ];
  // Playwright gives each launch a fresh folder for its data.
  return chromium.launch({ executablePath, args });
}
