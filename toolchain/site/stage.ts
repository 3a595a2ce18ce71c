import fs from "node:fs";
import path from "node:path";
import { root } from "../lib/paths";
import { writeWhole } from "../lib/process";
import { withLinks } from "./links";
import { type Page, pages, read } from "./pages";

export interface SiteOptions {
  /** Where sources can be read, such as https://host/owner/name/blob/main: links to them lead there. */
  repository?: string | undefined;
}

/** Names of the audiences, in the order of the site. */
const GROUPS: [audience: string, title: string][] = [
  ["everybody", "Everybody"],
  ["stakers", "Stakers"],
  ["pool managers", "Pool managers"],
  ["validators", "Validators"],
  ["keepers", "Keepers"],
  ["integrators", "Integrators"],
  ["auditors", "Auditors"],
  ["contributors", "Contributors"],
  ["decisions", "Decisions"],
];

interface Group {
  title: string;
  pages: Page[];
}

export function groups(all: readonly Page[]): Group[] {
  const strange = all.filter(({ audience }) => !GROUPS.some(([known]) => known === audience));
  if (strange.length > 0) {
    throw new Error(`no part of the site is for "${strange.map(({ audience, source }) => `${audience}" (${source})`)}`);
  }
  return GROUPS.map(([known, title]) => ({ title, pages: all.filter(({ audience }) => audience === known) }));
}

/** What vitepress builds, in `folder`: its settings, a Markdown file a page, and what machines read beside the pages. */
export function stageSite(folder: string, { repository }: SiteOptions): Page[] {
  fs.rmSync(folder, { recursive: true, force: true });
  const all = pages();
  for (const page of all) {
    const text = read(page.source);
    writeWhole(path.join(folder, `${page.address}.md`), withLinks(page, text, all, "", repository));
    // Beside the page, for whoever has no browser: /sdk.md is the text of /sdk.
    writeWhole(path.join(folder, "public", `${page.address}.md`), withLinks(page, text, all, ".md", repository));
  }
  writeWhole(path.join(folder, "public/llms.txt"), index(all));
  const sidebar = groups(all)
    .filter(({ pages }) => pages.length > 0)
    .map(({ title, pages }) => ({
      text: title,
      collapsed: title === "Decisions",
      items: pages.map((page) => ({ text: page.title, link: `/${page.address === "index" ? "" : page.address}` })),
    }));
  writeWhole(path.join(folder, ".vitepress/sidebar.json"), JSON.stringify(sidebar, null, 2));
  fs.copyFileSync(path.join(root, "toolchain/site/config.mts"), path.join(folder, ".vitepress/config.mts"));
  return all;
}

/** llms.txt: every page's Markdown with a sentence about it, by audience. */
function index(all: readonly Page[]): string {
  const parts = groups(all).map(({ title, pages }) => {
    const lines = pages.map((page) => `- [${page.title}](/${page.address}.md): ${page.about}`);
    return `## ${title}\n\n${lines.join("\n")}\n`;
  });
  const about = "Non-rebasing liquid staking for Solana: a program, its SDK, command line, keeper and page.";
  return `# Truestake\n\n> ${about}\n\n${parts.join("\n")}`;
}
