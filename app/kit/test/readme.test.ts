// The README's examples are code that compiles, and work as far as they go without a mainnet.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import * as kit from "../src";
import * as steward from "../src/steward";

const read = (file: string): string => fs.readFileSync(path.join(__dirname, file), "utf8");

/** By the entry that an example imports. */
const ENTRIES: Record<string, object> = { "@truestake/kit": kit, "@truestake/kit/steward": steward };

describe("the README of the client for kit", () => {
  it("shows what compiles", () => {
    const shown = [...read("readme.ts").matchAll(/\/\/ README begins\n([\s\S]*?) *\/\/ README ends/g)];
    const blocks = [...read("../README.md").matchAll(/```ts\n([\s\S]*?)```/g)];
    assert.equal(blocks.length, Object.keys(ENTRIES).length);
    assert.equal(shown.length, blocks.length);
    for (const [place, [, block = ""]] of blocks.entries()) {
      const [imports, code] = [block.split("\n\n")[0] ?? "", block.split("\n\n").slice(1).join("\n\n")];
      assert.ok(code.length > 0);
      assert.equal(code, shown[place]?.[1]?.replace(/^ {2}/gm, ""));
      const [, listed = "", entry = ""] = /import \{([^}]*)\} from "(@truestake\/kit[^"]*)"/.exec(imports) ?? [];
      const names = listed.split(",");
      assert.ok(names.length > 1);
      for (const name of names) assert.ok(name.trim() in (ENTRIES[entry] ?? {}), name);
    }
  });

  it("names what there is", () => {
    for (const name of [
      "decodeTruestakeEvents",
      "decodeTruestakeEvent",
      "decodeValidatorRecords",
      "decodeQueuePlaces",
      "withRemaining",
    ]) {
      assert.ok(name in kit, name);
    }
    assert.ok("truestakeProgram" in kit && "getTruestakeErrorMessage" in kit);
    assert.ok(Object.keys(kit).some((name) => name.startsWith("TRUESTAKE_ERROR__")));
    assert.ok("getPolicyTermsDecoder" in steward && "stewardProgram" in steward);
    assert.ok(Object.keys(steward).some((name) => name.startsWith("STEWARD_ERROR__")));
  });
});
