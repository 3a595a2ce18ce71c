// What is published: only what a tag names, with its licence.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { root } from "../../toolchain/lib/paths";
import { manifestOf, obstacles, RELEASED } from "../../toolchain/packages/release";

describe("a release", () => {
  const whole = { version: "1.2.3", repository: "https://…", publishConfig: { access: "public", provenance: true } };
  const clean = { changes: "", tags: ["other", "v1.2.3"] };

  it("is made of a clean checkout of its tag, of packages of one version with provenance", () => {
    const of = (checkout: object, ...manifests: object[]) =>
      obstacles(
        { ...clean, ...checkout },
        new Map([whole, ...manifests].map((each, at) => [`p${at}`, { ...whole, ...each }])),
      );
    assert.deepEqual(of({}), []);
    assert.match(of({ changes: " M README.md" }).join(), /not committed/);
    assert.match(of({ tags: ["v1.2.4"] }).join(), /does not have the tag v1\.2\.3/);
    assert.match(of({}, { version: "1.2.4" }).join(), /different versions: 1\.2\.3, 1\.2\.4/);
    assert.match(of({}, { publishConfig: undefined }).join(), /p1 has no provenance/);
    assert.match(of({}, { repository: undefined }).join(), /p1 does not name its repository/);
  });

  it("is refused by npm run release as long as something of that is missing", () => {
    const { status, stderr } = spawnSync(process.execPath, ["toolchain/run.mjs", "release"], {
      cwd: root,
      encoding: "utf8",
    });
    assert.equal(status, 1);
    assert.match(stderr, /nothing is published:\n {2}\S/);
    const other = spawnSync(process.execPath, ["toolchain/run.mjs", "release", "--force"], {
      cwd: root,
      encoding: "utf8",
    });
    assert.match(other.stderr, /there is no option --force/);
  });

  it("has the licence in every package", () => {
    const licence = fs.readFileSync(path.join(root, "LICENSE"), "utf8");
    for (const name of RELEASED) {
      assert.equal(fs.readFileSync(path.join(root, "node_modules", name, "LICENSE"), "utf8"), licence, name);
      assert.deepEqual(manifestOf(name).publishConfig, { access: "public", provenance: true }, name);
    }
  });
});
