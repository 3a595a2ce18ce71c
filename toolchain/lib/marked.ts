/** A page with new content between `<!-- NAME -->` and `<!-- /NAME -->`. */
export function withMarked(page: string, name: string, content: string): string {
  const [begin, end] = [`<!-- ${name} -->\n`, `\n<!-- /${name} -->`];
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`the page has no place for "${name}"`);
  return page.slice(0, from + begin.length) + content + page.slice(to);
}
