// The README's example is code that compiles, and works as far as it goes without a mainnet.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import * as kit from "../src";

const read = (file: string): string => fs.readFileSync(path.join(__dirname, file), "utf8");

describe("the README of the client for kit", () => {
  it("shows what compiles", () => {
    const [, shown = ""] = /\/\/ README begins\n([\s\S]*?) *\/\/ README ends/.exec(read("readme.ts")) ?? [];
    const [, block = ""] = /```ts\n([\s\S]*?)```/.exec(read("../README.md")) ?? [];
    const [imports, code] = [block.split("\n\n")[0] ?? "", block.split("\n\n").slice(1).join("\n\n")];
    assert.ok(code.length > 0);
    assert.equal(code, shown.replace(/^ {2}/gm, ""));
    const names = /import \{([^}]*)\} from "@truestake\/kit"/.exec(imports)?.[1]?.split(",") ?? [];
    assert.ok(names.length > 0);
    for (const name of names) assert.ok(name.trim() in kit, name);
  });

  it("names what there is", () => {
    for (const name of [
      "decodeTruestakeEvents",
      "decodeTruestakeEvent",
      "decodeValidatorRecords",
      "decodeQueuePlaces",
    ]) {
      assert.ok(name in kit, name);
    }
    assert.ok("truestakeProgram" in kit && "getTruestakeErrorMessage" in kit);
    assert.ok(Object.keys(kit).some((name) => name.startsWith("TRUESTAKE_ERROR__")));
  });
});
