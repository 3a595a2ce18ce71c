// Every rounding, to be turned round.
import { matching, oneLine, ownerOf } from "./scan";
import { insert, type Site } from "./site";

const FUNCTIONS = /(?<!fn |\.)\b(\w+::)*(?:mul_div_floor|mul_div_ceil)\(/g;
const METHODS = /\.(ceil_of|floor_of|tokens_for|lamports_for|lamports_backing|div_ceil|checked_div)\(/g;

export function roundings(source: string, masked: string): Site[] {
  const site = (at: number, open: number, edits: Site["edits"]): Site => {
    const lineStart = masked.lastIndexOf("\n", at) + 1;
    const text = oneLine(source.slice(lineStart, Math.max(matching(masked, open) + 1, source.indexOf("\n", at))));
    return { kind: "rounding", at, owner: ownerOf(masked, at), text, edits };
  };
  const functions = [...masked.matchAll(FUNCTIONS)].map(({ 0: opening, 1: path = "", index }) => {
    const open = index + opening.length - 1;
    return site(index, open, (number) => [
      { start: index, end: index + path.length, text: "crate::mutant::" },
      insert(open + 1, `${number}, `),
    ]);
  });
  const methods = [...masked.matchAll(METHODS)].map(({ 0: opening, index }) => {
    const open = index + opening.length - 1;
    return site(index, open, (number) => [insert(open, "_or"), insert(open + 1, `${number}, `)]);
  });
  return [...functions, ...methods];
}
