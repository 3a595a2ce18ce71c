// The site of the documents is built, as whoever publishes it does.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { buildSite } from "../../toolchain/site";
import { pages } from "../../toolchain/site/pages";

describe("the site of the documents", () => {
  it("is built with every page and its Markdown, and asks nobody else for anything", async () => {
    const folder = await buildSite();
    const read = (file: string): string => fs.readFileSync(path.join(folder, file), "utf8");
    const all = pages();
    assert.ok(all.length > 30);
    for (const { address, title } of all) {
      const html = read(`${address}.html`);
      assert.ok(html.includes(title.replaceAll("&", "&amp;")), `${address} shows its title`);
      assert.doesNotMatch(html, /<(script|link|img)[^>]*(src|href)="https?:/, `${address} loads from elsewhere`);
      assert.ok(read(`${address}.md`).includes(title));
    }
    assert.ok(read("llms.txt").startsWith("# Truestake"));
  });
});
