// The generated clients are what the committed IDLs give, and what is built of them can be loaded.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import type { KitProgram } from "../../../toolchain/kit";
import { clientFiles, leftOver } from "../../../toolchain/lib/generated";
import { root } from "../../../toolchain/lib/paths";
import { runQuietly, withLock } from "../../../toolchain/lib/process";

const kit = path.join(root, "app/kit");

interface Idl {
  address: string;
  instructions: unknown[];
  accounts: unknown[];
  events: unknown[];
}

/** Of each client its entry, and how it names the program's address, its accounts and its events. */
const CLIENTS: { program: KitProgram; entry: string; load(): Promise<object>; names: [string, string, string] }[] = [
  {
    program: "truestake",
    entry: "@truestake/kit",
    load: () => import("../src"),
    names: ["TRUESTAKE_PROGRAM_ADDRESS", "TruestakeAccount", "TRUESTAKE_EVENTS"],
  },
  {
    program: "steward",
    entry: "@truestake/kit/steward",
    load: () => import("../src/steward"),
    names: ["STEWARD_PROGRAM_ADDRESS", "StewardAccount", "STEWARD_EVENTS"],
  },
];

const jsonOf = (program: KitProgram): string => fs.readFileSync(path.join(root, `artifacts/${program}.json`), "utf8");

describe("the generated clients", function () {
  this.timeout(400_000);

  it("are made of what the IDLs say now", async () => {
    const files = new Map<string, string>();
    for (const { program } of CLIENTS) {
      for (const [name, content] of await clientFiles(jsonOf(program), program)) files.set(name, content);
    }
    const stale = [...files].filter(([name, content]) => {
      const file = path.join(root, name);
      return !fs.existsSync(file) || fs.readFileSync(file, "utf8") !== content;
    });
    const told = "stale: run npm run generate";
    assert.deepEqual(
      stale.map(([name]) => name),
      [],
      told,
    );
    assert.deepEqual(leftOver(files), [], told);
  });

  for (const { program, load, names } of CLIENTS) {
    it(`have a builder, a decoder or a row for each instruction, account and event of ${program}`, async () => {
      const client = (await load()) as Record<string, unknown>;
      const idl = JSON.parse(jsonOf(program)) as Idl;
      const [address, accounts, events] = names;
      const builders = Object.keys(client).filter((name) => /^get\w+Instruction$/.test(name));
      assert.equal(builders.length, idl.instructions.length);
      assert.equal(Object.keys(client[accounts] as object).length / 2, idl.accounts.length);
      assert.equal((client[events] as unknown[]).length, idl.events.length);
      assert.equal(client[address], idl.address);
    });
  }

  it("compile, with their declarations, and load as ES modules and as CommonJS in plain Node", async () => {
    await withLock("kit", () =>
      runQuietly(process.execPath, [path.join(root, "node_modules/tsdown/dist/run.mjs")], { cwd: kit }),
    );
    for (const { program, entry, load, names } of CLIENTS) {
      const print = `console.log(Object.keys(kit).length, kit.${names[0]})`;
      const ways = [
        ["--input-type=module", "--eval", `import * as kit from "${entry}"; ${print}`],
        ["--input-type=commonjs", "--eval", `const kit = require("${entry}"); ${print}`],
      ];
      const { length } = Object.keys(await load());
      const { address } = JSON.parse(jsonOf(program)) as Idl;
      for (const way of ways) {
        const { stdout, stderr } = spawnSync(process.execPath, way, { cwd: root, encoding: "utf8" });
        assert.equal(stdout.trim(), `${length} ${address}`, stderr);
      }
    }
  });
});
