// Rust source as text: enough of its grammar to find guards. The compiler and the run without a mutant check the result.

const OPEN = "([{";
const CLOSE = ")]}";

/** The source with comments, literals' contents and test modules blanked, every character at its place. */
export function mask(source: string): string {
  const pattern = /\/\/[^\n]*|\/\*[\s\S]*?\*\/|b?"(?:\\.|[^"\\])*"|b?'(?:\\.|[^'\\])'/g;
  const blank = (text: string): string => text.replace(/[^\n]/g, " ");
  let masked = source.replace(pattern, (text) => (/^b?["']/.test(text) ? `_${blank(text.slice(1))}` : blank(text)));
  for (const { index } of masked.matchAll(/#\[cfg\(test\)\]\s*mod \w+ \{/g)) {
    const end = matching(masked, masked.indexOf("{", index));
    masked = masked.slice(0, index) + blank(masked.slice(index, end + 1)) + masked.slice(end + 1);
  }
  return masked;
}

/** Where the bracket that opens at `open` closes. */
export function matching(masked: string, open: number): number {
  let depth = 0;
  for (let at = open; at < masked.length; at++) {
    if (OPEN.includes(masked[at] as string)) depth++;
    else if (CLOSE.includes(masked[at] as string) && --depth === 0) return at;
  }
  throw new Error(`a bracket is not closed: ${masked.slice(open, open + 80)}`);
}

export interface Span {
  start: number;
  end: number;
}

/** The parts of a span between separators that are inside no bracket, without the blanks around them. */
export function split(masked: string, { start, end }: Span, separator: string): Span[] {
  const parts: Span[] = [];
  let from = start;
  for (let at = start; at < end; at++) {
    if (OPEN.includes(masked[at] as string)) at = matching(masked, at);
    else if (masked.startsWith(separator, at)) {
      parts.push(trim(masked, { start: from, end: at }));
      from = at + separator.length;
      at = from - 1;
    }
  }
  parts.push(trim(masked, { start: from, end }));
  return parts.filter((part) => part.end > part.start);
}

export function trim(masked: string, { start, end }: Span): Span {
  while (start < end && /\s/.test(masked[start] as string)) start++;
  while (end > start && /\s/.test(masked[end - 1] as string)) end--;
  return { start, end };
}

/** The first of some texts after `from` that is inside no bracket opened since, and where it is. */
export function firstOf(masked: string, from: number, texts: string[]): { text: string; at: number } | undefined {
  for (let at = from; at < masked.length; at++) {
    const text = texts.find((candidate) => masked.startsWith(candidate, at));
    if (text) return { text, at };
    if (CLOSE.includes(masked[at] as string)) return undefined;
    if (OPEN.includes(masked[at] as string)) at = matching(masked, at);
  }
  return undefined;
}

/** The name of the function or struct around a place. */
export function ownerOf(masked: string, at: number): string {
  const names = [...masked.slice(0, at).matchAll(/\b(?:fn|struct) (\w+)/g)];
  return names.at(-1)?.[1] ?? "";
}

/** A piece of source on one line. */
export const oneLine = (text: string): string =>
  text
    .replace(/\/\/[^\n]*/g, "")
    .replace(/\s+/g, " ")
    .trim();
