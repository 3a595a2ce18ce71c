import { type KitEvent, pascalCase } from "./root";

/** `generated/events.ts`: all events of a program in a table, which Codama's renderer does not write. */
export function eventsFile(program: string, events: readonly KitEvent[]): string {
  const own = pascalCase(program);
  const sorted = [...events].sort((a, b) => (a.name < b.name ? -1 : 1));
  const imports = sorted.map(({ name }) => `  get${name}Decoder,\n  type ${name},\n`).join("");
  const union = sorted.map(({ name }) => `  | { name: "${name}"; data: ${name} }`).join("\n");
  const rows = sorted
    .map(
      ({ name, discriminator }) =>
        `  { name: "${name}", discriminator: [${discriminator.join(", ")}], decoder: get${name}Decoder },\n`,
    )
    .join("");
  return `/**
 * Made from the program's IDL by \`npm run generate\`; not to be edited.
 */

import {
${imports}} from "./types";

/** An event of the program: \`name\` says which, \`data\` has its fields. */
export type ${own}Event =
${union};

/** The bytes that each event begins with, and the decoder of what follows them. */
export const ${program.toUpperCase()}_EVENTS = [
${rows}] as const;
`;
}
