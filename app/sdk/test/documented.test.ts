// What the builders' docs say that an instruction refuses with is what the IDL says.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import stewardIdl from "../../../artifacts/steward.json";
import { type ErrorName, programError, TruestakeError } from "../src";
import { CODES } from "../src/errors";
import idl from "../src/idl/truestake.json";
import { camelCase } from "./names";

const known = new Set(idl.errors.map(({ name }) => name));
const knownToSteward = new Set(stewardIdl.errors.map(({ name }) => name));

/** The program's errors that a text names behind "Errors:". */
function namedIn(text: string, names = known): string[] {
  const [, list = ""] = /Errors:([\s\S]*?)(?:\n\s*\*?\s*\n|\*\/|;|$)/.exec(text) ?? [];
  const found = [...list.matchAll(/`(\w+)`/g)].map((match) => match[1] ?? "");
  return [...new Set(found.filter((name) => names.has(name)))].sort();
}

describe("the builders' docs", () => {
  const all = [
    { program: "the pool", from: idl, folder: path.join(__dirname, "../src/instructions"), names: known },
    {
      ...{ program: "the steward", from: stewardIdl, names: knownToSteward },
      folder: path.join(__dirname, "../src/steward/instructions"),
    },
  ].flatMap(({ from, ...rest }) =>
    (from.instructions as { name: string; docs?: string[] }[]).map((each) => ({ ...rest, ...each })),
  );
  for (const { program, name, docs = [], folder, names } of all) {
    it(`of ${program}'s ${name} name the errors that the IDL names`, () => {
      const text = fs.readFileSync(path.join(folder, `${camelCase(name)}.ts`), "utf8");
      const [doc = ""] =
        new RegExp(`/\\*\\*(?:(?!\\*/)[\\s\\S])*\\*/(?=\\nexport function ${camelCase(name)}\\b)`).exec(text) ?? [];
      assert.notEqual(doc, "", "there is no doc");
      assert.deepEqual(namedIn(doc, names), namedIn(docs.join("\n"), names));
    });
  }
});

describe("an error", () => {
  it("says when it happened, what it changed and what helps, for every name there is", () => {
    for (const name of Object.keys(CODES) as ErrorName[]) {
      const error = new TruestakeError(name, "something");
      assert.ok(error.phase && error.effect && error.retry && error.hint.length > 10, name);
      assert.equal(error.docs, `https://truestake.example/docs/ERRORS.md#${name.toLowerCase()}`);
    }
    for (const name of known) {
      const error = programError(name as never);
      assert.ok(error.hint.length > 10 && error.code !== undefined && error.code >= 6000, name);
    }
  });

  it("is text in JSON, whatever is in it", () => {
    const cause = new Error("below", { cause: 5n });
    const args = {
      amount: 2n ** 64n,
      bytes: new Uint8Array([1, 2]),
      nested: [{ deep: 1n }],
      address: { toJSON: () => "key" },
    };
    const error = new TruestakeError("PartlyDone", "half", { args, cause });
    assert.deepEqual(JSON.parse(JSON.stringify(error)).args, {
      ...{ amount: "18446744073709551616", bytes: [1, 2], nested: [{ deep: "1" }], address: "key" },
    });
    assert.deepEqual(JSON.parse(JSON.stringify(error)).cause, { name: "Error", message: "below", cause: "5" });
  });
});
