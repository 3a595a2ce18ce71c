import fs from "node:fs";
import path from "node:path";
import { root } from "../lib/paths";

/** A document as a page of the site. */
export interface Page {
  /** The document, from the repository's root. */
  source: string;
  /** Address on the site, without an ending: `sdk`, `adr/0004-the-queue`. */
  address: string;
  /** The document's heading. */
  title: string;
  /** What it holds, or the decision's number. */
  about: string;
  /** For whom: the part of the site that it stands in. */
  audience: string;
}

/** The list of all documents; the site has what it lists, by the audiences that it names. */
export const INDEX = "docs/README.md";
const DECISIONS = "decisions";

/** `docs/adr/0004-the-queue.md` to `adr/0004-the-queue`, `app/sdk/README.md` to `sdk`, `README.md` to `index`. */
export function addressOf(source: string): string {
  const short = source.replace(/^(docs|app)\//, "").replace(/(^|\/)README\.md$/, "");
  return short === "" ? "index" : short.replace(/\.md$/, "").toLowerCase();
}

export function read(source: string): string {
  return fs.readFileSync(path.join(root, source), "utf8");
}

function titleOf(source: string): string {
  const [, title] = /^# (.+)$/m.exec(read(source)) ?? [];
  if (!title) throw new Error(`${source} has no heading`);
  return title;
}

/** Every row of the index: `| for | [name](link), … | what it holds |`; a decision has no audience. */
export function pages(): Page[] {
  const found: Page[] = [];
  for (const line of read(INDEX).split("\n")) {
    const cells = line.split("|").slice(1, -1);
    const links = [...line.matchAll(/\]\(([^)]+\.md)\)/g)].map(([, link = ""]) => link);
    for (const link of links) {
      const source = path.posix.join(path.posix.dirname(INDEX), link);
      const isDecision = cells.length < 3;
      const about = (cells.at(-1) ?? "").trim();
      // The first of several audiences: a page stands in one place.
      const audience = isDecision ? DECISIONS : (cells[0] ?? "").trim().split(", ")[0] || "";
      found.push({ source, address: addressOf(source), title: titleOf(source), about, audience });
    }
  }
  if (found.length === 0) throw new Error(`${INDEX} lists no document`);
  return found;
}
