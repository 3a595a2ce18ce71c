// What can kill a mutant: the test files that run its program in process, the matrix of accounts by instruction.
import fs from "node:fs";
import path from "node:path";
import { root } from "../../toolchain/lib/paths";
import type { Target } from "./targets";

export interface Suite {
  name: string;
  file: string;
  /** Of the file's tests only those whose name this pattern finds. */
  grep?: string;
}

export function suitesOf({ name: program, tests: { folders, accounts, others } }: Target): Suite[] {
  return folders.flatMap(testFiles).flatMap((file): Suite[] => {
    if (others.includes(file)) return [];
    if (file !== accounts.file) return [{ name: file, file }];
    return instructionsOf(program).map((name) => ({
      name: `${file} (${name})`,
      file,
      grep: `\\b${accounts.words} ${name} `,
    }));
  });
}

function instructionsOf(program: string): string[] {
  const idl = fs.readFileSync(path.join(root, "artifacts", `${program}.json`), "utf8");
  const { instructions } = JSON.parse(idl) as { instructions: { name: string }[] };
  return instructions.map(({ name }) => name);
}

function testFiles(folder: string): string[] {
  const whole = path.join(root, folder);
  if (!fs.existsSync(whole)) return [];
  const names = fs.readdirSync(whole, { recursive: true, encoding: "utf8" });
  return names
    .filter((name) => name.endsWith(".test.ts"))
    .map((name) => path.join(folder, name))
    .sort();
}

/** Whether a suite is about an instruction. */
export function isOwn({ name }: Suite, instruction: string): boolean {
  const camel = instruction.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  return name === `tests/unit/${camel}.test.ts` || name.endsWith(`(${instruction})`);
}
