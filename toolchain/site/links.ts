import path from "node:path";
import type { Page } from "./pages";

/** A link of a document: its text, which may hold brackets in code, and where it leads. */
const LINK = /\[((?:[^\][]|\[[^\]]*\])*)\]\(([^)\s]+)\)/g;

/**
 * A document's text with its links as they are on the site. What the site has no page for, sources and folders of the
 * repository, leads to `repository` if that is given, and is a name alone otherwise: no link leads nowhere.
 *
 * @param ending of the pages that are linked: none for the site, `.md` for the documents beside it
 */
export function withLinks(page: Page, text: string, all: readonly Page[], ending: string, repository?: string): string {
  return outsideFences(text, (prose) =>
    prose.replace(LINK, (whole: string, words: string, target: string) => {
      if (/^(\w+:|#)/.test(target)) return whole;
      const [file = "", anchor] = target.split("#");
      const source = path.posix.join(path.posix.dirname(page.source), file);
      const to = all.find((other) => other.source === source);
      if (to) return `[${words}](/${to.address}${ending}${anchor ? `#${anchor}` : ""})`;
      return repository ? `[${words}](${repository}/${source})` : named(words, source);
    }),
  );
}

function named(words: string, source: string): string {
  const isItself = words.replaceAll("`", "") === source;
  return isItself ? `\`${source}\`` : `${words} (\`${source}\`)`;
}

/** Changes what is not inside a block of code. */
function outsideFences(text: string, change: (prose: string) => string): string {
  const parts = text.split(/(^```[\s\S]*?^```$)/m);
  return parts.map((part) => (part.startsWith("```") ? part : change(part))).join("");
}
