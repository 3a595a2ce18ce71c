// Guards in functions: conditions, refusing calls, early returns, arms.
import { firstOf, matching, oneLine, ownerOf, type Span, split, trim } from "./scan";
import { insert, type Kind, type Site } from "./site";

const CALLS = /\b(?:require_\w+|assert_invariants|limit_cooling|expect|validate)\(/g;
/** Of these, what does more than refuse. */
const EFFECTS = /limit_cooling/;
/** Their own guards are mutants one by one, and nobody else calls them. */
const OWN = /^(?:self|accounts|change|CreatePool)\b.*\b(?:validate|require_last)\(/;

export function guards(source: string, masked: string): Site[] {
  const whole = [...requires(source, masked), ...calls(source, masked), ...returns(source, masked)];
  return [...whole, ...gates(source, masked), ...arms(source, masked), ...joined(source, masked)];
}

/** A condition that has to hold. */
function condition(masked: string, kind: Kind, { start, end }: Span, text: string): Site {
  return {
    kind,
    at: start,
    owner: ownerOf(masked, start),
    text,
    edits: (number) => [
      insert(start, `(crate::mutant::on(${number}) || crate::mutant::holds(${number}, `),
      insert(end, "))"),
    ],
  };
}

/** Whether joined() makes mutants of its parts. */
const isJoined = (masked: string, span: Span, operator: "&&" | "||"): boolean =>
  split(masked, span, "||").length > 1 ? operator === "||" : split(masked, span, operator).length > 1;

/** Every `a && b` and `a || b`: each of its parts a mutant. */
function joined(source: string, masked: string): Site[] {
  const starts = new Set<string>();
  return [...masked.matchAll(/ (&&|\|\|) |\n\s*(&&|\|\|) /g)].flatMap(({ 0: text, 1: inline, 2: first, index }) => {
    const operator = (inline ?? first) as "&&" | "||";
    const span = operandsAround(masked, index + text.indexOf(operator), operator);
    const place = `${operator} ${span.start}`;
    if (starts.has(place)) return [];
    starts.add(place);
    const what = shortened(oneLine(source.slice(span.start, span.end)));
    return split(masked, span, operator).map((part) => {
      const name = `${oneLine(source.slice(part.start, part.end))} (of ${what})`;
      return operator === "&&"
        ? condition(masked, "condition", part, name)
        : alternative(masked, "condition", part, name);
    });
  });
}

const shortened = (text: string): string => (text.length > 80 ? `${text.slice(0, 80)}…` : text);

/** What an operand of `&&` begins after. */
const BEFORE = /(?:[;,|]|(?<!:):(?!:)|=>|(?<![=<>!])=(?!=)|\b(?:if|while|return)) ?$/;

/** All that is joined by the operator at a place. */
function operandsAround(masked: string, at: number, operator: "&&" | "||"): Span {
  let start = at;
  for (let depth = 0; start > 0; start--) {
    const before = masked[start - 1] as string;
    if (")]}".includes(before)) depth++;
    else if ("([{".includes(before)) {
      if (depth === 0) break;
      depth--;
    }
    const text = masked.slice(Math.max(0, start - 8), start);
    if (operator === "||" && / \|\|? ?$/.test(text)) continue;
    if (depth === 0 && !"=:".includes(masked[start] as string) && BEFORE.test(text)) break;
  }
  const ends = [";", ",", "{", "=>", ...(operator === "&&" ? ["||"] : [])];
  const end = firstOf(masked, at, ends)?.at ?? closing(masked, at);
  return trim(masked, { start, end });
}

/** Where the bracket closes that a place is in. */
function closing(masked: string, at: number): number {
  let end = at;
  while (!")]}".includes(masked[end] as string))
    end = "([{".includes(masked[end] as string) ? matching(masked, end) + 1 : end + 1;
  return end;
}

/** What makes a guard refuse. */
function alternative(masked: string, kind: Kind, { start, end }: Span, text: string): Site {
  return {
    kind,
    at: start,
    owner: ownerOf(masked, start),
    text,
    edits: (number) => [
      insert(start, `(!crate::mutant::on(${number}) && crate::mutant::fires(${number}, `),
      insert(end, "))"),
    ],
  };
}

function requires(source: string, masked: string): Site[] {
  return [...masked.matchAll(/\b(require\w*)!\(/g)].flatMap(({ 0: opening, 1: name, index }) => {
    const open = index + opening.length - 1;
    const close = matching(masked, open);
    const what = oneLine(source.slice(index, close + 1));
    const [first, second] = split(masked, { start: open + 1, end: close }, ",");
    if (!first || !second) throw new Error(`not understood: ${what}`);
    if (name === "require") {
      const inParts = isJoined(masked, first, "&&") || isJoined(masked, bindingOf(source, masked, first), "&&");
      return inParts ? [] : [condition(masked, "require", first, what)];
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

/** The condition that a name stands for; anything else stands for itself. */
function bindingOf(source: string, masked: string, use: Span): Span {
  const name = source.slice(use.start, use.end);
  const bindings = /^\w+$/.test(name) ? masked.slice(0, use.start).matchAll(new RegExp(`\\blet ${name} =`, "g")) : [];
  const binding = [...bindings].at(-1);
  if (!binding) return use;
  const start = binding.index + binding[0].length;
  return trim(masked, { start, end: firstOf(masked, start, [";"])?.at ?? start });
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

/** `if` with nothing in it but the end of a turn, taken out as a whole. */
function returns(source: string, masked: string): Site[] {
  return [...masked.matchAll(/\bif (?!let\b)/g)].flatMap(({ index }) => {
    const open = firstOf(masked, index + 3, ["{", "=>", ";"]);
    if (open?.text !== "{") return [];
    const close = matching(masked, open.at);
    const body = oneLine(masked.slice(open.at + 1, close));
    if (!/^(?:return [^;]*|continue);$/.test(body) || masked.startsWith(" else", close + 1)) return [];
    const span = trim(masked, { start: index + 3, end: open.at });
    if (isJoined(masked, span, "||")) return [];
    return [alternative(masked, "return", span, oneLine(source.slice(index, close + 1)))];
  });
}

/** What takes stake from a validator, or keeps new stake from it: `flag(gate, …)`, or an arm that finds it. */
function gates(source: string, masked: string): Site[] {
  const flags = [...masked.matchAll(/(?<!fn )\bflag\(/g)].map(({ 0: opening, index }) => {
    const open = index + opening.length - 1;
    const close = matching(masked, open);
    const [, found] = split(masked, { start: open + 1, end: close }, ",");
    const text = oneLine(source.slice(index, close + 1));
    if (!found) throw new Error(`not understood: ${text}`);
    return alternative(masked, "gate", found, text);
  });
  const arms = [...masked.matchAll(/=> (found \|= [^,]*),/g)].map(({ 1: statement = "", index }) =>
    leaving(masked, "gate", { start: index + 3, end: index + 3 + statement.length }, statement),
  );
  return [...flags, ...arms];
}

/** A statement that is left out. */
function leaving(masked: string, kind: Kind, { start, end }: Span, text: string): Site {
  return {
    kind,
    at: start,
    owner: ownerOf(masked, start),
    text,
    edits: (number) => [
      insert(start, `{ if !crate::mutant::on(${number}) && crate::mutant::fires(${number}, true) { `),
      insert(end, " } }"),
    ],
  };
}

function arms(source: string, masked: string): Site[] {
  const conditional = [...masked.matchAll(/\bif (?!let\b)/g)].flatMap(({ index }) => {
    const arrow = firstOf(masked, index + 3, ["{", "=>", ";"]);
    if (arrow?.text !== "=>") return [];
    const line = source.slice(source.lastIndexOf("\n", index) + 1, source.indexOf("\n", arrow.at));
    const span = trim(masked, { start: index + 3, end: arrow.at });
    return isJoined(masked, span, "&&") ? [] : [condition(masked, "arm", span, oneLine(line))];
  });
  const refusing = [...masked.matchAll(/=> (return err!\([^)]*\)),/g)].flatMap(({ 1: refusal = "", index }): Site[] => {
    if (!isStatement(masked, index)) return [];
    const start = index + 3;
    const line = source.slice(source.lastIndexOf("\n", index) + 1, source.indexOf("\n", index));
    return [leaving(masked, "arm", { start, end: start + refusal.length }, oneLine(line))];
  });
  return [...conditional, ...refusing];
}

/** Whether the match that an arm belongs to stands alone: where it gives a value, each arm has to give one. */
function isStatement(masked: string, arm: number): boolean {
  let open = arm;
  for (let depth = 0; open > 0; open--) {
    if (")]}".includes(masked[open] as string)) depth++;
    else if ("([{".includes(masked[open] as string) && depth-- === 0) break;
  }
  const before = masked.slice(0, masked.lastIndexOf("match ", open)).trimEnd().at(-1);
  const after = masked
    .slice(matching(masked, open) + 1)
    .trimStart()
    .at(0);
  return ";{}".includes(before ?? "") && after !== "}" && after !== ";";
}
