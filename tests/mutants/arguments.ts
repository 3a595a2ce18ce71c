// npm run test:mutants [-- [--program truestake|steward]... [--only INSTRUCTION|FILE|NUMBER]...]
import type { Mutant } from "./site";
import { TARGETS, type Target } from "./targets";

export interface Asked {
  targets: Target[];
  /** Words that choose mutants; none chooses all. */
  only: string[];
}

export function parseArguments(args: string[]): Asked {
  const given: Record<string, string[]> = { "--program": [], "--only": [] };
  const rest = [...args];
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    const [option = "", ...value] = arg.split("=");
    const word = value.length > 0 ? value.join("=") : rest.shift();
    const words = given[option];
    if (!words) throw new Error(`--program NAME and --only INSTRUCTION|FILE|NUMBER are all there is, not ${arg}`);
    if (!word) throw new Error(`${option} wants a word`);
    words.push(word);
  }
  const names = given["--program"] ?? [];
  const unknown = names.filter((name) => !TARGETS.some((target) => target.name === name));
  if (unknown.length > 0) {
    throw new Error(`no program is called ${unknown}: there are ${TARGETS.map(({ name }) => name).join(" and ")}`);
  }
  const targets = TARGETS.filter(({ name }) => names.length === 0 || names.includes(name));
  return { targets, only: given["--only"] ?? [] };
}

export const isMeant = ({ number, file, group }: Mutant, only: string[]): boolean =>
  only.length === 0 || only.some((word) => word === String(number) || word === group || file.startsWith(word));
