// The site of the documents: every page leads to pages that are there, and machines find all of them.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { withLinks } from "../../toolchain/site/links";
import { addressOf, type Page, pages } from "../../toolchain/site/pages";
import { stageSite } from "../../toolchain/site/stage";

describe("the site of the documents", () => {
  let folder: string;
  let staged: Page[];

  before(() => {
    folder = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "truestake-site-")), "site");
    staged = stageSite(folder, {});
  });
  after(() => fs.rmSync(path.dirname(folder), { recursive: true }));

  const read = (file: string): string => fs.readFileSync(path.join(folder, file), "utf8");
  /** Links outside blocks of code, where a bracket is no link. */
  const linksOf = (text: string): string[] =>
    [...text.replace(/^```[\s\S]*?^```$/gm, "").matchAll(/\]\(([^)\s#]+)/g)].map(([, link = ""]) => link);

  it("has every document once, at an address of its own", () => {
    assert.equal(new Set(staged.map(({ address }) => address)).size, staged.length);
    assert.deepEqual(
      ["README.md", "docs/GLOSSARY.md", "app/sdk/README.md", "docs/adr/0004-the-queue.md", "examples/README.md"].map(
        addressOf,
      ),
      ["index", "glossary", "sdk", "adr/0004-the-queue", "examples"],
    );
    for (const { address, source } of staged) assert.ok(read(`${address}.md`).startsWith("# "), source);
  });

  it("links pages to pages, and nothing to what is not there", () => {
    const addresses = new Set(staged.map(({ address }) => `/${address}`));
    for (const { address } of staged) {
      const inner = linksOf(read(`${address}.md`)).filter((link) => !/^\w+:/.test(link));
      assert.deepEqual(
        inner.filter((link) => !addresses.has(link)),
        [],
        address,
      );
      const plain = linksOf(read(`public/${address}.md`)).filter((link) => !/^\w+:/.test(link));
      assert.deepEqual(
        plain.filter((link) => !fs.existsSync(path.join(folder, "public", link))),
        [],
        `${address}.md`,
      );
    }
  });

  it("names sources, or links them where they can be read", () => {
    const [page = assert.fail("there is a page")] = pages();
    const text =
      "[the program](../programs/truestake/src/lib.rs), [`tests/attacks`](../tests/attacks) and [SDK](../app/sdk/README.md#errors)";
    const of = { ...page, source: "docs/X.md" };
    assert.equal(
      withLinks(of, text, pages(), ""),
      "the program (`programs/truestake/src/lib.rs`), `tests/attacks` and [SDK](/sdk#errors)",
    );
    assert.equal(
      withLinks(of, text, pages(), ".md", "https://host/name"),
      "[the program](https://host/name/programs/truestake/src/lib.rs), [`tests/attacks`](https://host/name/tests/attacks) and [SDK](/sdk.md#errors)",
    );
    const code = "```ts\nconst a = [b](c);\n```";
    assert.equal(withLinks(of, code, pages(), ""), code);
  });

  it("lists all pages for machines, each with what it holds", () => {
    const listed = linksOf(read("public/llms.txt"));
    assert.deepEqual(listed.sort(), staged.map(({ address }) => `/${address}.md`).sort());
    assert.match(read("public/llms.txt"), /\[Listing a pool\]\(\/listing\.md\): what aggregators/);
  });
});
