// What came of a program's mutants: for the terminal, and as its part of docs/MUTANTS.md.
import type { Mutant } from "./site";
import type { Survivors, Target } from "./targets";

/** A mutant and who killed it. */
export interface Verdict {
  mutant: Mutant;
  killer?: { suite: string; test: string; message: string };
}

const reasonsOf = (survivors: Survivors[]): Map<string, string> =>
  new Map(survivors.flatMap(({ why, mutants }) => mutants.map((key) => [key, why] as const)));

export function line({ mutant, killer }: Verdict, { survivors }: Target): string {
  const { number, file, line, kind, text, key } = mutant;
  const survived = reasonsOf(survivors).has(key) ? "survived" : "SURVIVED";
  const end = killer ? `killed by ${killer.test} (${killer.suite})` : survived;
  return `${String(number).padStart(4)} ${file}:${line} ${kind}: ${text}\n     ${end}`;
}

/** What is wrong: survivors without a reason, reasons without a survivor. */
export function problems(verdicts: Verdict[], all: Mutant[], { survivors }: Target): string[] {
  const reasons = reasonsOf(survivors);
  const known = new Set(all.map(({ key }) => key));
  const twice = reasons.size !== survivors.flatMap(({ mutants }) => mutants).length;
  return [
    ...verdicts
      .filter(({ mutant, killer }) => !killer && !reasons.has(mutant.key))
      .map(({ mutant }) => `survives without a reason: ${mutant.key}`),
    ...verdicts
      .filter(({ mutant, killer }) => killer && reasons.has(mutant.key))
      .map(({ mutant }) => `has a reason to survive and is killed: ${mutant.key}`),
    ...[...reasons.keys()].filter((key) => !known.has(key)).map((key) => `has a reason and does not exist: ${key}`),
    ...(twice ? ["a mutant has two reasons"] : []),
  ];
}

/** What docs/MUTANTS.md says of a program. */
export function section(verdicts: Verdict[], { title, survivors }: Target): string {
  const row = (name: string, of: Verdict[]): string => {
    const killed = of.filter(({ killer }) => killer).length;
    return `| ${name} | ${of.length} | ${killed} | ${of.length - killed} |`;
  };
  const rowsBy = (nameOf: (mutant: Mutant) => string): string[] => {
    const names = [...new Set(verdicts.map(({ mutant }) => nameOf(mutant)))];
    return names.map((name) =>
      row(
        name,
        verdicts.filter(({ mutant }) => nameOf(mutant) === name),
      ),
    );
  };
  const reasons = survivors.map(
    ({ why, mutants }) => `${why}\n\n${mutants.map((key) => `- \`${key.replaceAll("`", "'")}\``).join("\n")}`,
  );
  return `## ${title}

| where | mutants | killed | survived |
| --- | --- | --- | --- |
${rowsBy(({ group }) => group).join("\n")}
${row("**all**", verdicts)}

| what is taken out | mutants | killed | survived |
| --- | --- | --- | --- |
${rowsBy(({ kind }) => kind).join("\n")}

### Survivors

${reasons.length > 0 ? reasons.join("\n\n") : "None."}`;
}
