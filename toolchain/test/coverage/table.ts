// Instructions × errors: what the tests produced, and whether that is all that the program and its documentation name.

/** By instruction: how often it passed ("ok"), and how often it failed with which error. */
export type Outcomes = Record<string, Record<string, number>>;

/** What is known of a program, as its IDL has it. */
export interface Program {
  instructions: { name: string; docs?: string[] }[];
  errors: { name: string }[];
  /** Documented once: errors that any instruction may give. */
  anywhere: string[];
}

const WIDTH = 120;

export function merge(all: readonly Outcomes[]): Outcomes {
  const merged: Outcomes = {};
  for (const [name, outcomes] of all.flatMap((each) => Object.entries(each))) {
    merged[name] ??= {};
    for (const [outcome, count] of Object.entries(outcomes)) {
      merged[name][outcome] = (merged[name][outcome] ?? 0) + count;
    }
  }
  return merged;
}

/** The names in the paragraph of a documentation that begins with "Errors". */
export function namedIn(docs: readonly string[] = []): string[] {
  const paragraph = docs
    .join("\n")
    .split(/\n\s*\n/)
    .find((text) => text.trimStart().startsWith("Errors"));
  return [...(paragraph ?? "").matchAll(/`(\w+)`/g)].map(([, name = ""]) => name);
}

/** Everything that tests or documentation lack; nothing when all is well. */
export function problems(outcomes: Outcomes, { instructions, errors, anywhere }: Program): string[] {
  const own = new Set(errors.map(({ name }) => name));
  const produced = new Set(Object.values(outcomes).flatMap((each) => Object.keys(each)));
  const found: string[] = [];
  for (const name of own) if (!produced.has(name)) found.push(`no test produces ${name}`);
  for (const { name, docs } of instructions) {
    const outcome = outcomes[name] ?? {};
    if (!outcome.ok) found.push(`${name} passes in no test`);
    const named = namedIn(docs);
    for (const error of named) {
      if (!own.has(error)) found.push(`${name} documents ${error}, which the program does not have`);
      else if (!outcome[error]) found.push(`${name} documents ${error}, and no test produces it there`);
    }
    for (const error of Object.keys(outcome)) {
      const isDocumented = named.includes(error) || anywhere.includes(error);
      if (own.has(error) && !isDocumented) found.push(`${name} gives ${error}, and does not document it`);
    }
  }
  return found;
}

/** A line or more for each instruction that ran: its own errors, then those of Anchor and of the programs it calls. */
export function rows(outcomes: Outcomes, { instructions, errors }: Program): string {
  const order = new Map(errors.map(({ name }, index) => [name, index]));
  const ran = instructions.filter(({ name }) => outcomes[name]);
  const indent = Math.max(0, ...ran.map(({ name }) => name.length)) + 9;
  const lines = ran.flatMap(({ name }) => {
    const { ok = 0, ...failed } = outcomes[name] ?? {};
    const names = Object.keys(failed);
    const own = names.filter((error) => order.has(error)).sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
    const others = names.filter((error) => !order.has(error)).sort();
    const cells = others.length > 0 ? [...own, "|", ...others] : own;
    const [first = "", ...rest] = wrapped(cells, WIDTH - indent);
    const head = name.padEnd(indent - 9) + String(ok).padStart(7);
    return [`${head}  ${first}`.trimEnd(), ...rest.map((line) => " ".repeat(indent) + line)];
  });
  return [`${"instruction".padEnd(indent - 9)} passed  errors | of Anchor and of the programs it calls`, ...lines].join(
    "\n",
  );
}

function wrapped(words: readonly string[], width: number): string[] {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
