// The client for @solana/kit, as Codama makes it of the IDL.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { renderVisitor } from "@codama/renderers-js";
import { visit } from "@codama/visitors-core";
import { eventsFile } from "./events";
import { kitRoot } from "./root";

/** Where its files are, from the repository. */
export const KIT_FOLDER = "app/kit/src/generated";

const PROGRAM_FILE = path.join("programs", "truestake.ts");
const [OLD_RESULT, NEW_RESULT] = [
  'Omit<T, "truestake"> & { truestake: TruestakePlugin }',
  "ExtendedClient<T, { truestake: TruestakePlugin }>",
];

/** The renderer writes for kit 7; in kit 8 a client that was extended has a type of its own. */
function forKit8(code: string): string {
  const [before, after, ...more] = code.split(OLD_RESULT);
  if (before === undefined || after === undefined || more.length > 0) {
    throw new Error("Codama writes the plugin in another way: see whether toolchain/kit still has to change its type");
  }
  return `${before}${NEW_RESULT}${after}`.replace(
    "  type Instruction,\n",
    "  type ExtendedClient,\n  type Instruction,\n",
  );
}

/** The files of {@link KIT_FOLDER}, by name. */
export async function kitFiles(json: string): Promise<Map<string, string>> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "truestake-kit-"));
  try {
    const { root, events } = kitRoot(json);
    const options = { generatedFolder: "", syncPackageJson: false, prettierOptions: { printWidth: 120 } };
    await withoutNotes(async () => visit(root, renderVisitor(folder, options)));
    const files = fs.readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
    const rendered = files.map((file): [string, string] => {
      const code = fs.readFileSync(path.join(folder, file), "utf8");
      return [file, file === PROGRAM_FILE ? forKit8(code) : code];
    });
    return new Map([...rendered, ["events.ts", eventsFile(events)] as const].sort(([a], [b]) => (a < b ? -1 : 1)));
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
