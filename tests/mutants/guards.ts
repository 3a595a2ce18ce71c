// Guards in functions: conditions, refusing calls, early returns, arms.
import { firstOf, matching, oneLine, ownerOf, type Span, split, trim } from "./scan";
import { insert, type Kind, type Site } from "./site";

const CALLS = /\b(?:require_\w+|assert_invariants|limit_cooling|expect|validate)\(/g;
/** Of these, what does more than refuse. */
const EFFECTS = /limit_cooling/;
/** Their own guards are mutants one by one, and nobody else calls them. */
const OWN = /^(?:self|accounts|change|CreatePool)\b.*\b(?:validate|require_last)\(/;

export function guards(source: string, masked: string): Site[] {
  return [...requires(source, masked), ...calls(source, masked), ...returns(source, masked), ...arms(source, masked)];
}

/** A condition that has to hold, each part of it a mutant. */
function conditions(source: string, masked: string, kind: Kind, span: Span, what: string): Site[] {
  const parts = split(masked, span, "||").length > 1 ? [span] : split(masked, span, "&&");
  return parts.map(({ start, end }) => ({
    kind,
    at: start,
    owner: ownerOf(masked, start),
    text: parts.length > 1 ? `${oneLine(source.slice(start, end))} (of ${what})` : what,
    edits: (number) => [
      insert(start, `(crate::mutant::on(${number}) || crate::mutant::holds(${number}, `),
      insert(end, "))"),
    ],
  }));
}

/** What makes a guard refuse, each alternative a mutant. */
function alternatives(source: string, masked: string, span: Span, what: string): Site[] {
  const parts = split(masked, span, "&&").length > 1 ? [span] : split(masked, span, "||");
  return parts.map(({ start, end }) => ({
    kind: "return",
    at: start,
    owner: ownerOf(masked, start),
    text: parts.length > 1 ? `${oneLine(source.slice(start, end))} (of ${what})` : what,
    edits: (number) => [
      insert(start, `(!crate::mutant::on(${number}) && crate::mutant::fires(${number}, `),
      insert(end, "))"),
    ],
  }));
}

function requires(source: string, masked: string): Site[] {
  return [...masked.matchAll(/\b(require\w*)!\(/g)].flatMap(({ 0: opening, 1: name, index }) => {
    const open = index + opening.length - 1;
    const close = matching(masked, open);
    const what = oneLine(source.slice(index, close + 1));
    const [first, second] = split(masked, { start: open + 1, end: close }, ",");
    if (!first || !second) throw new Error(`not understood: ${what}`);
    if (name === "require") {
      const bound = /^\w+$/.test(source.slice(first.start, first.end)) ? bindingOf(source, masked, first) : undefined;
      return conditions(source, masked, "require", bound ?? first, what);
    }
    const operator = { require_keys_eq: "==", require_keys_neq: "!=" }[name as string];
    if (!operator) throw new Error(`${name}! is not known: ${what}`);
    // Comparing macros want two values: they become a condition.
    return [
      {
        kind: "require" as const,
        at: index,
        owner: ownerOf(masked, index),
        text: what,
        edits: (number: number) => [
          {
            start: index,
            end: first.start,
            text: `require!(crate::mutant::on(${number}) || crate::mutant::holds(${number}, `,
          },
          { start: first.end, end: second.start, text: ` ${operator} ` },
          insert(second.end, ")"),
        ],
      },
    ];
  });
}

/** The condition that a name stands for, if `let` gives it the name just before and it has parts. */
function bindingOf(source: string, masked: string, use: Span): Span | undefined {
  const name = source.slice(use.start, use.end);
  const binding = [...masked.slice(0, use.start).matchAll(new RegExp(`\\blet ${name} =`, "g"))].at(-1);
  if (!binding) return undefined;
  const start = binding.index + binding[0].length;
  const end = firstOf(masked, start, [";"])?.at ?? start;
  const span = trim(masked, { start, end });
  return split(masked, span, "&&").length > 1 ? span : undefined;
}

function calls(source: string, masked: string): Site[] {
  return [...masked.matchAll(CALLS)].flatMap(({ 0: opening, index }): Site[] => {
    const close = matching(masked, index + opening.length - 1);
    const before = Math.max(...[";", "{", "}"].map((mark) => masked.lastIndexOf(mark, index)));
    const start = trim(masked, { start: before + 1, end: close }).start;
    const callee = masked.slice(start, index);
    // A call that is a statement, or the end of a function.
    if (!/^[\w.:]*$/.test(callee) || OWN.test(source.slice(start, close))) return [];
    const after = trim(masked, { start: close + 1, end: masked.length }).start;
    const isStatement = masked.startsWith("?;", close + 1);
    if (!isStatement && masked[after] !== "}") return [];
    const text = oneLine(source.slice(start, close + 1));
    const effect = EFFECTS.test(opening) ? "always" : "seen";
    const seen = (number: number) => `crate::mutant::${effect}(${number}, `;
    return [
      {
        kind: "call",
        at: start,
        owner: ownerOf(masked, start),
        text,
        edits: (number) =>
          isStatement
            ? [
                insert(start, `if !crate::mutant::on(${number}) { ${seen(number)}`),
                insert(close + 1, ")"),
                insert(close + 3, " }"),
              ]
            : [
                insert(start, `if crate::mutant::on(${number}) { Ok(()) } else { ${seen(number)}`),
                insert(close + 1, ") }"),
              ],
      },
    ];
  });
}

/** `if` with nothing in it but the end of a turn. */
function returns(source: string, masked: string): Site[] {
  return [...masked.matchAll(/\bif (?!let\b)/g)].flatMap(({ index }) => {
    const open = firstOf(masked, index + 3, ["{", "=>", ";"]);
    if (open?.text !== "{") return [];
    const close = matching(masked, open.at);
    const body = oneLine(masked.slice(open.at + 1, close));
    if (!/^(?:return [^;]*|continue);$/.test(body) || masked.startsWith(" else", close + 1)) return [];
    const condition = trim(masked, { start: index + 3, end: open.at });
    return alternatives(source, masked, condition, oneLine(source.slice(index, close + 1)));
  });
}

function arms(source: string, masked: string): Site[] {
  const conditional = [...masked.matchAll(/\bif (?!let\b)/g)].flatMap(({ index }) => {
    const arrow = firstOf(masked, index + 3, ["{", "=>", ";"]);
    if (arrow?.text !== "=>") return [];
    const line = source.slice(source.lastIndexOf("\n", index) + 1, source.indexOf("\n", arrow.at));
    return conditions(source, masked, "arm", trim(masked, { start: index + 3, end: arrow.at }), oneLine(line));
  });
  const refusing = [...masked.matchAll(/=> (return err!\([^)]*\)),/g)].map(({ 1: refusal, index }): Site => {
    const start = index + 3;
    const line = source.slice(source.lastIndexOf("\n", index) + 1, source.indexOf("\n", index));
    return {
      kind: "arm",
      at: start,
      owner: ownerOf(masked, start),
      text: oneLine(line),
      edits: (number) => [
        insert(start, `{ if !crate::mutant::on(${number}) && crate::mutant::fires(${number}, true) { `),
        insert(start + (refusal as string).length, " } }"),
      ],
    };
  });
  return [...conditional, ...refusing];
}
