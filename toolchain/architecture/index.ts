// The diagrams of docs/ARCHITECTURE.md, drawn from the code.
import fs from "node:fs";
import path from "node:path";
import { withMarked } from "../lib/marked";
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

/** The page with its diagrams as the code is now. */
export function architecturePage(): string {
  let page = fs.readFileSync(path.join(root, PAGE), "utf8");
  for (const [name, draw] of Object.entries(DIAGRAMS)) page = withMarked(page, name, draw());
  return page;
}
