// What came of the mutants: for the terminal, and as docs/MUTANTS.md.
import type { Mutant } from "./site";
import { SURVIVORS } from "./survivors";

/** A mutant and who killed it. */
export interface Verdict {
  mutant: Mutant;
  killer?: { suite: string; test: string; message: string };
}

const REASONS = new Map(SURVIVORS.flatMap(({ why, mutants }) => mutants.map((key) => [key, why] as const)));

export function line({ mutant, killer }: Verdict): string {
  const { number, file, line, kind, text } = mutant;
  const end = killer ? `killed by ${killer.test} (${killer.suite})` : REASONS.has(mutant.key) ? "survived" : "SURVIVED";
  return `${String(number).padStart(4)} ${file}:${line} ${kind}: ${text}\n     ${end}`;
}

/** What is wrong: survivors without a reason, reasons without a survivor. `whole` when every mutant was run. */
export function problems(verdicts: Verdict[], all: Mutant[]): string[] {
  const known = new Set(all.map(({ key }) => key));
  const twice = [...REASONS.keys()].length !== SURVIVORS.flatMap(({ mutants }) => mutants).length;
  return [
    ...verdicts
      .filter(({ mutant, killer }) => !killer && !REASONS.has(mutant.key))
      .map(({ mutant }) => `survives without a reason: ${mutant.key}`),
    ...verdicts
      .filter(({ mutant, killer }) => killer && REASONS.has(mutant.key))
      .map(({ mutant }) => `has a reason to survive and is killed: ${mutant.key}`),
    ...[...REASONS.keys()].filter((key) => !known.has(key)).map((key) => `has a reason and does not exist: ${key}`),
    ...(twice ? ["a mutant has two reasons"] : []),
  ];
}

/** docs/MUTANTS.md */
export function document(verdicts: Verdict[]): string {
  const groups = [...new Set(verdicts.map(({ mutant }) => mutant.group))];
  const row = (name: string, of: Verdict[]): string => {
    const killed = of.filter(({ killer }) => killer).length;
    return `| ${name} | ${of.length} | ${killed} | ${of.length - killed} |`;
  };
  const rows = groups.map((group) =>
    row(
      group,
      verdicts.filter(({ mutant }) => mutant.group === group),
    ),
  );
  const kinds = [...new Set(verdicts.map(({ mutant }) => mutant.kind))].map((kind) =>
    row(
      kind,
      verdicts.filter(({ mutant }) => mutant.kind === kind),
    ),
  );
  const survivors = SURVIVORS.filter(({ mutants }) => mutants.length > 0).map(
    ({ why, mutants }) => `${why}\n\n${mutants.map((key) => `- \`${key.replaceAll("`", "'")}\``).join("\n")}`,
  );
  return `# Mutants

\`npm run test:mutants\` wrote this. It takes each guard of the program out in turn, or turns a rounding round, and runs the
tests that could notice; [tests/mutants](../tests/mutants) says how. A guard that no test misses needs a reason.

| where | mutants | killed | survived |
| --- | --- | --- | --- |
${rows.join("\n")}
${row("**all**", verdicts)}

| what is taken out | mutants | killed | survived |
| --- | --- | --- | --- |
${kinds.join("\n")}

## Survivors

${survivors.join("\n\n")}
`;
}
