// The diagrams of docs/ARCHITECTURE.md, drawn from the code.
import fs from "node:fs";
import path from "node:path";
import { root } from "../lib/paths";
import { mermaid } from "./diagram";
import { parts, programRooms, sdkRooms } from "./rooms";

export const PAGE = "docs/ARCHITECTURE.md";

/** What is made of what, by `npm run build` and `npm run generate`. */
const MADE: [string, string, string][] = [
  ["programs/truestake", "artifacts", "is built to"],
  ["artifacts", "app/sdk", "IDL"],
  ["artifacts", "app/kit", "IDL"],
];

const DIAGRAMS: Record<string, () => string> = {
  parts: () => mermaid(parts(), MADE),
  sdk: () => mermaid(sdkRooms()),
  program: () => mermaid(programRooms()),
};

/** The page with its diagrams as the code is now: between `<!-- NAME -->` and `<!-- /NAME -->`. */
export function architecturePage(): string {
  let page = fs.readFileSync(path.join(root, PAGE), "utf8");
  for (const [name, draw] of Object.entries(DIAGRAMS)) {
    const [begin, end] = [`<!-- ${name} -->\n`, `\n<!-- /${name} -->`];
    const [from, to] = [page.indexOf(begin), page.indexOf(end)];
    if (from < 0 || to < from) throw new Error(`${PAGE} has no place for the diagram "${name}"`);
    page = page.slice(0, from + begin.length) + draw() + page.slice(to);
  }
  return page;
}
