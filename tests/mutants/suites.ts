// What can kill a mutant: the test files that run the program in process, the matrix of accounts by instruction.
import fs from "node:fs";
import path from "node:path";
import idl from "../../artifacts/truestake.json";
import { root } from "../../toolchain/lib/paths";

export interface Suite {
  name: string;
  file: string;
  /** Of the file's tests only those whose name this pattern finds. */
  grep?: string;
}

const FOLDERS = ["tests/unit", "tests/attacks", "tests/flows", "tests/assumptions", "tests/model", "app/sdk/test"];
const MATRIX = "tests/unit/accounts.test.ts";
/** Measure what the program costs as it is built for use, or nothing of it. */
const OTHERS = ["tests/flows/compute.test.ts", "tests/flows/scale.test.ts", "tests/unit/coverage.test.ts"];

export function suites(): Suite[] {
  return FOLDERS.flatMap(testFiles).flatMap((file): Suite[] => {
    if (OTHERS.includes(file)) return [];
    if (file !== MATRIX) return [{ name: file, file }];
    return idl.instructions.map(({ name }) => ({
      name: `${file} (${name})`,
      file,
      grep: `\\bthe accounts of ${name} `,
    }));
  });
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
