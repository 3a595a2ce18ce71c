// What is to be released can be: every change names packages that are published.
import assert from "node:assert/strict";
import path from "node:path";
import getReleasePlan from "@changesets/get-release-plan";

describe("the changes to be released", () => {
  it("name published packages, which get one version", async () => {
    const { changesets, releases } = await getReleasePlan(path.join(__dirname, "../.."));
    for (const { id, summary } of changesets) assert.ok(summary.length > 0, `${id} says nothing`);
    const published = [
      "@truestake/cli",
      "@truestake/keeper",
      "@truestake/kit",
      "@truestake/localnet",
      "@truestake/sdk",
    ];
    const released = releases.filter(({ type }) => type !== "none");
    const named = released.map(({ name }) => name);
    assert.deepEqual(
      named.filter((name) => !published.includes(name)),
      [],
    );
    assert.ok(new Set(released.map(({ newVersion }) => newVersion)).size <= 1);
  });
});
