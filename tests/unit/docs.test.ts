// The documents lead where they say: every link resolves, every document is in the index, every npm script exists, and the
// README shows the example of the SDK that its own test runs.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { scripts } from "../../package.json";

const ROOT = path.resolve(__dirname, "../..");
const SKIPPED = new Set(["node_modules", "target", ".git", ".changeset", "dist"]);

function markdownIn(folder: string): string[] {
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const whole = path.join(folder, entry.name);
    if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : markdownIn(whole);
    return entry.name.endsWith(".md") ? [whole] : [];
  });
}

const read = (file: string): string => fs.readFileSync(path.resolve(ROOT, file), "utf8");

/** Files that a document links to. */
function linksOf(file: string): string[] {
  return [...read(file).matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)]
    .map(([, link = ""]) => link)
    .filter((link) => !/^\w+:/.test(link))
    .map((link) => path.resolve(path.dirname(file), link));
}

const example = (file: string): string => /```ts\n([\s\S]*?)```/.exec(read(file))?.[1] ?? "";

describe("the documents", () => {
  const documents = markdownIn(ROOT);

  it("link to files that exist", () => {
    const broken = documents.flatMap((file) => linksOf(file).filter((link) => !fs.existsSync(link)));
    assert.deepEqual(broken, []);
  });

  it("are all in the index", () => {
    const index = path.join(ROOT, "docs/README.md");
    const listed = new Set([index, ...linksOf(index)]);
    assert.deepEqual(
      documents.filter((file) => !listed.has(file)),
      [],
    );
  });

  it("name npm scripts that exist", () => {
    const named = documents.flatMap((file) =>
      [...read(file).matchAll(/npm run ([a-z:]+)/g)].map(([, name]) => name ?? ""),
    );
    assert.ok(named.length > 10);
    assert.deepEqual(
      named.filter((name) => !(name in scripts)),
      [],
    );
  });

  it("show one example of the SDK, which app/sdk/test runs", () => {
    assert.ok(example("README.md").includes("depositSol"));
    assert.equal(example("README.md"), example("app/sdk/README.md"));
  });
});
