// The clients for @solana/kit, as Codama makes them of the IDLs.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { renderVisitor } from "@codama/renderers-js";
import { visit } from "@codama/visitors-core";
import { eventsFile } from "./events";
import { kitRoot, pascalCase } from "./root";

/** The programs that have a client, and where its files are, from the repository. */
export const KIT_FOLDERS = {
  truestake: "app/kit/src/generated",
  steward: "app/kit/src/steward/generated",
};

export type KitProgram = keyof typeof KIT_FOLDERS;

/** The renderer writes for kit 7; in kit 8 a client that was extended has a type of its own. */
function forKit8(code: string, program: KitProgram): string {
  const plugin = `{ ${program}: ${pascalCase(program)}Plugin }`;
  const [before, after, ...more] = code.split(`Omit<T, "${program}"> & ${plugin}`);
  if (before === undefined || after === undefined || more.length > 0) {
    throw new Error("Codama writes the plugin in another way: see whether toolchain/kit still has to change its type");
  }
  return `${before}ExtendedClient<T, ${plugin}>${after}`.replace(
    "  type Instruction,\n",
    "  type ExtendedClient,\n  type Instruction,\n",
  );
}

/** The files of a program's client, by name in its folder. */
export async function kitFiles(json: string, program: KitProgram): Promise<Map<string, string>> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "truestake-kit-"));
  try {
    const { root, events } = kitRoot(json);
    const options = { generatedFolder: "", syncPackageJson: false, prettierOptions: { printWidth: 120 } };
    await withoutNotes(async () => visit(root, renderVisitor(folder, options)));
    const files = fs.readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
    const rendered = files.map((file): [string, string] => {
      const code = fs.readFileSync(path.join(folder, file), "utf8");
      return [file, file === path.join("programs", `${program}.ts`) ? forKit8(code, program) : code];
    });
    return new Map(
      [...rendered, ["events.ts", eventsFile(program, events)] as const].sort(([a], [b]) => (a < b ? -1 : 1)),
    );
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

/** Codama notes that an argument is named as an account is, and that it renames one: app/kit/README.md says so. */
async function withoutNotes(work: () => Promise<void>): Promise<void> {
  const { warn } = console;
  console.warn = (...words) => {
    if (!/conflicting attributes/.test(words.join(" "))) warn(...words);
  };
  try {
    await work();
  } finally {
    console.warn = warn;
  }
}
