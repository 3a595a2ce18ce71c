// vitepress's settings. A copy lies in the staged folder beside sidebar.json (stage.ts).
import fs from "node:fs";
import { defineConfig } from "vitepress";

export default defineConfig({
  title: "Truestake",
  description: "Non-rebasing liquid staking for Solana",
  lang: "en",
  cleanUrls: true,
  outDir: "./dist",
  // The documents are Markdown alone; `Option<Pubkey>` in one of them is no tag.
  markdown: { html: false },
  themeConfig: {
    nav: [
      { text: "Stakers", link: "/stakers" },
      { text: "Pool managers", link: "/managers" },
      { text: "Keepers", link: "/keeper" },
      { text: "Integrators", link: "/integrating" },
      { text: "Auditors", link: "/auditors" },
    ],
    sidebar: JSON.parse(fs.readFileSync(new URL("./sidebar.json", import.meta.url), "utf8")),
    outline: [2, 3],
    // Nothing is asked of anybody else's server.
    search: { provider: "local" },
  },
});
