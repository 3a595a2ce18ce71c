// docs/ATTACKS.md and the titles of the tests name the same: every fault, class, lesson, property and historic bug has a test.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";

const ROOT = path.resolve(__dirname, "../..");
const TAG = /\[((?:class|P|lesson|bug|fault)-[\w-]+)\]/g;
const TITLE = /\b(?:describe|it)\(\s*(["'`])((?:\\.|(?!\1).)*)\1/gs;

const tagsIn = (text: string): string[] => [...text.matchAll(TAG)].map(([, tag = ""]) => tag);

/** The tags in the titles of the tests of a folder. */
function tagsOfTests(folder: string): string[] {
  const files = fs.readdirSync(path.join(ROOT, folder), { recursive: true, encoding: "utf8" });
  return files
    .filter((file) => file.endsWith(".test.ts") && !file.includes("node_modules"))
    .flatMap((file) => [...fs.readFileSync(path.join(ROOT, folder, file), "utf8").matchAll(TITLE)])
    .flatMap(([, , title = ""]) => tagsIn(title));
}

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

describe("docs/ATTACKS.md", () => {
  const rows = fs.readFileSync(path.join(ROOT, "docs/ATTACKS.md"), "utf8").split("\n");
  const listed = rows.filter((row) => row.startsWith("| `[")).flatMap((row) => tagsIn(row.split("|")[1] ?? ""));
  const tested = new Set(["tests", "app"].flatMap(tagsOfTests));

  it("lists nothing twice", () => assert.equal(new Set(listed).size, listed.length));

  it("lists every class, lesson and property", () => {
    const all = [
      ...range(0, 10).map((number) => `class-${number}`),
      ...[..."abcdefghijklmno"].map((letter) => `lesson-${letter}`),
      ...range(1, 18).map((number) => `P-${String(number).padStart(2, "0")}`),
    ];
    assert.deepEqual(
      all.filter((tag) => !listed.includes(tag)),
      [],
    );
  });

  it("lists what has a test", () => {
    assert.deepEqual(
      listed.filter((tag) => !tested.has(tag)),
      [],
    );
  });

  it("lists everything that a test claims", () => {
    assert.deepEqual(
      [...tested].filter((tag) => !listed.includes(tag)),
      [],
    );
  });
});
