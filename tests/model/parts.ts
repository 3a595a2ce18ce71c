// Lives shared out among processes: TEST_PART=2/5 lives the second of five parts, TEST_PART=end/5 looks at what all of
// them came to, which they leave in the folder $TEST_LIVES. Without TEST_PART one process does it all.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import type { Coverage } from "./coverage";

const { TEST_PART, TEST_LIVES = "" } = process.env;
const [PART = "end", PARTS = "0"] = TEST_PART?.split("/") ?? [];

/** Whether this process sees what all lives came to. */
export const SEES_ALL = PART === "end";

const fileOf = (part: string): string => path.join(TEST_LIVES, `${part}.json`);

/** Whether a batch of lives is this process's. */
export function isOurs(batch: number): boolean {
  return TEST_PART === undefined || batch % Number(PARTS) === Number(PART) - 1;
}

/** Leaves what the lives came to for the process that sees all. */
export function leave({ counts, sequences, steps }: Coverage): void {
  if (!SEES_ALL) fs.writeFileSync(fileOf(PART), JSON.stringify({ counts, sequences, steps }));
}

/** Adds what the others left. */
export function collect(coverage: Coverage): void {
  for (let part = 1; part <= Number(PARTS); part++) {
    const file = fileOf(String(part));
    assert(fs.existsSync(file), `part ${part} of the lives did not come to its end`);
    coverage.add(JSON.parse(fs.readFileSync(file, "utf8")));
  }
}
