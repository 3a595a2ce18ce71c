// The generated client is what the committed IDL gives, and what is built of it can be loaded.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { KIT_FOLDER, kitFiles } from "../../../toolchain/kit";
import { leftOver } from "../../../toolchain/lib/generated";
import { root } from "../../../toolchain/lib/paths";
import { runQuietly, withLock } from "../../../toolchain/lib/process";

const kit = path.join(root, "app/kit");
const json = fs.readFileSync(path.join(root, "artifacts/truestake.json"), "utf8");
const idl = JSON.parse(json) as { address: string; instructions: unknown[]; accounts: unknown[]; events: unknown[] };

describe("the generated client", function () {
  this.timeout(400_000);

  it("is made of what the IDL says now", async () => {
    const files = await kitFiles(json);
    const stale = [...files].filter(([name, content]) => {
      const file = path.join(root, KIT_FOLDER, name);
      return !fs.existsSync(file) || fs.readFileSync(file, "utf8") !== content;
    });
    const told = "stale: run npm run generate";
    assert.deepEqual(
      stale.map(([name]) => name),
      [],
      told,
    );
    const paths = [...files.keys()].map((name): [string, null] => [`${KIT_FOLDER}/${name}`, null]);
    assert.deepEqual(leftOver(new Map(paths)), [], told);
  });

  it("has a builder, a decoder or a row for each instruction, account and event", async () => {
    const client = (await import("../src")) as Record<string, unknown>;
    const builders = Object.keys(client).filter((name) => /^get\w+Instruction$/.test(name));
    assert.equal(builders.length, idl.instructions.length);
    assert.equal(Object.keys(client.TruestakeAccount as object).length / 2, idl.accounts.length);
    assert.equal((client.TRUESTAKE_EVENTS as unknown[]).length, idl.events.length);
    assert.equal(client.TRUESTAKE_PROGRAM_ADDRESS, idl.address);
  });

  it("compiles, with its declarations, and loads as ES module and as CommonJS in plain Node", async () => {
    await withLock("kit", () =>
      runQuietly(process.execPath, [path.join(root, "node_modules/tsdown/dist/run.mjs")], { cwd: kit }),
    );
    const print = "console.log(Object.keys(kit).length, kit.TRUESTAKE_PROGRAM_ADDRESS)";
    const ways = [
      ["--input-type=module", "--eval", `import * as kit from "@truestake/kit"; ${print}`],
      ["--input-type=commonjs", "--eval", `const kit = require("@truestake/kit"); ${print}`],
    ];
    const { length } = Object.keys(await import("../src"));
    for (const way of ways) {
      const { stdout, stderr } = spawnSync(process.execPath, way, { cwd: root, encoding: "utf8" });
      assert.equal(stdout.trim(), `${length} ${idl.address}`, stderr);
    }
  });
});
